// England as at a day: a search, the totals, and the coverage of each commissioner.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { RegisterCommissioner, RegisterTotals } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { useMay } from '../session/session';
import { DayChoice } from './day_choice';
import { DayLink } from './day_link';
import { RegisterSearch } from './register_search';
import { useDay, useRegister, useRegisterChanges } from './use_register';
import './register.css';

const NOT_KNOWN = 'Not known';

function known(value: number | undefined): string {
  return value === undefined ? NOT_KNOWN : count(value);
}

const COLUMNS: readonly Column<RegisterCommissioner>[] = [
  {
    key: 'name', heading: 'Commissioner', names: true,
    cell: (row) => (row.code
      ? <DayLink to={`/register/commissioners/${row.code}`}>{row.name || row.code}</DayLink>
      : row.name || 'Not known'),
  },
  { key: 'code', heading: 'Code', cell: (row) => row.code ?? 'None' },
  { key: 'networks', heading: 'Open networks', numeric: true, cell: (row) => count(row.open_networks) },
  { key: 'practices', heading: 'Practices', numeric: true, cell: (row) => count(row.practices) },
  { key: 'unallocated', heading: 'In no network', numeric: true, cell: (row) => known(row.unallocated_practices) },
  { key: 'patients', heading: 'Registered patients', numeric: true, cell: (row) => known(row.registered_patients) },
];

function Figures({ totals }: { readonly totals: RegisterTotals }): ReactNode {
  const figures: readonly (readonly [string, string])[] = [
    ['Open networks', count(totals.open_networks)],
    ['Practices', count(totals.practices)],
    ['Practices in no network', known(totals.unallocated_practices)],
    ['Registered patients', known(totals.registered_patients)],
  ];
  return (
    <dl className="pcn-register-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ChangesNotice(): ReactNode {
  const may = useMay();
  const changes = loaded(useRegisterChanges());
  if (changes.state !== 'ready' || changes.value.length === 0) {
    return may('register.manage') ? <p className="pcn-no-print"><Link to="/register/changes">Load a published file</Link></p> : null;
  }
  return (
    <div className="nhsuk-inset-text">
      <p>
        {counted(changes.value.length, 'change')} from newer files wait for review.{' '}
        <Link to="/register/changes">Review them</Link>
      </p>
    </div>
  );
}

function England({ totals }: { readonly totals: RegisterTotals }): ReactNode {
  if (totals.rests_on.length === 0) {
    return (
      <Empty
        why="No published file is loaded for this day."
        next="Load the national files with “openpcn import ods”, or choose a later day."
      />
    );
  }
  return (
    <>
      <Figures totals={totals} />
      {totals.notes.map((note) => <p key={note}>{note}</p>)}
      <Table compact caption="Coverage by commissioner" columns={COLUMNS} rows={totals.commissioners} rowKey={(row) => row.code ?? ''} />
      <p><DayLink to="/register/coverage">Coverage of England by region, system and commissioner, and who is missing</DayLink></p>
      <p><DayLink to="/register/check">Coverage, sizes and borders of all networks</DayLink></p>
      <h2 className="nhsuk-heading-m">What this rests on</h2>
      <ul>
        {totals.rests_on.map((file) => (
          <li key={file.id}>
            {file.file.split('/').pop()}, {file.kind.replaceAll('_', ' ')} of {longDate(file.dated)}
          </li>
        ))}
      </ul>
    </>
  );
}

export function RegisterPage(): ReactNode {
  const totals = loaded(useRegister(useDay()));
  return (
    <Page title="Register of England">
      <RegisterSearch />
      <ChangesNotice />
      <WhenReady of={totals} what="the register">
        {(ready) => (
          <>
            <DayChoice asAt={ready.as_at} isOnlyRead />
            <England totals={ready} />
          </>
        )}
      </WhenReady>
    </Page>
  );
}
