// The data-sharing agreements of one's organisation, and what is shared on a day.
import type { ReactNode } from 'react';

import type { SharingAgreements, SharingSummary } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { counted, listed } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { AgreementState } from './agreement_state';
import { useAgreements } from './use_sharing';
import './sharing.css';

function signatures({ parties }: SharingSummary): string {
  const signed = parties.filter(({ signature }) => signature === 'counts').length;
  return `${signed} of ${parties.length}`;
}

const COLUMNS: readonly Column<SharingSummary>[] = [
  { key: 'title', heading: 'Agreement', names: true, cell: (row) => <DayLink to={`/sharing/${row.id}`}>{row.title}</DayLink> },
  {
    key: 'state',
    heading: 'State',
    cell: (row) => (
      <>
        <AgreementState state={row.state} />{' '}
        {row.lapses_soon && <strong className="nhsuk-tag nhsuk-tag--yellow">Lapses soon</strong>}
      </>
    ),
  },
  { key: 'from', heading: 'First day', cell: (row) => <span className="pcn-nowrap">{longDate(row.from)}</span> },
  { key: 'to', heading: 'Last day', cell: (row) => <span className="pcn-nowrap">{longDate(row.to)}</span> },
  { key: 'signed', heading: 'Signed', cell: signatures },
  { key: 'purposes', heading: 'For', cell: (row) => row.purposes.map(({ title }) => title).join(', ') },
];

type MatrixRow = SharingAgreements['matrix'][number];

function kindsOf(agreements: SharingAgreements, kinds: readonly string[]): string {
  if (kinds.length === 0) return 'Nothing';
  return kinds.length === agreements.kinds.length ? 'Every kind of data' : listed(kinds);
}

function Matrix({ of: agreements }: { readonly of: SharingAgreements }): ReactNode {
  const columns: readonly Column<MatrixRow>[] = [
    { key: 'discloser', heading: 'Patients of', names: true, cell: (row) => row.discloser.name },
    { key: 'receiver', heading: 'Shared with', cell: (row) => row.receiver.name },
    ...agreements.purposes.map(({ id, title }) => ({
      key: id,
      heading: title,
      cell: (row: MatrixRow) => kindsOf(agreements, row.purposes[id] ?? []),
    })),
  ];
  return (
    <Table
      compact
      caption={`What is shared on ${longDate(agreements.as_at)}`}
      columns={columns}
      rows={agreements.matrix}
      rowKey={(row) => `${row.discloser.ods_code} ${row.receiver.ods_code}`}
    />
  );
}

export function SharingPage(): ReactNode {
  const may = useMayToday();
  const day = useDay();
  return (
    <Page title="Data sharing">
      <p>
        An agreement decides what anybody but a practice itself sees of its patients. When it is not signed, has
        lapsed or was suspended, access ends at once.
      </p>
      <WhenReady of={loaded(useAgreements(day))} what="the agreements">
        {(ready) => (
          <>
            <DayChoice asAt={ready.as_at} />
            {may('sharing.manage') && <ButtonLink to="/sharing/new">Write an agreement</ButtonLink>}
            {ready.agreements.length === 0 ? (
              <Empty why="Your organisation is party to no agreement: nobody shares patients' data with it or has any of its." />
            ) : (
              <>
                <Table compact caption={counted(ready.agreements.length, 'agreement')} columns={COLUMNS} rows={ready.agreements} rowKey={(row) => row.id} />
                <Matrix of={ready} />
              </>
            )}
          </>
        )}
      </WhenReady>
    </Page>
  );
}
