// The requests to change one network, and the ways in which it can be changed.
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { ChangeList, ChangeRow, NetworkInView } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate, today } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { KINDS, StateTag } from './change_words';
import { useChanges } from './use_changes';
import './changes.css';

/** A request lies with the network that wrote it, whichever of them is shown. */
export function addressOf(row: Pick<ChangeRow, 'network' | 'id'>): string {
  return `/my-networks/${row.network}/changes/${row.id}`;
}

interface RequestsProps {
  readonly rows: readonly ChangeRow[];
  readonly network: string;
}

function Requests({ rows, network }: RequestsProps): ReactNode {
  const columns: readonly Column<ChangeRow>[] = [
    { key: 'title', heading: 'Change', names: true, cell: (row) => <Link to={addressOf(row)}>{row.title}</Link> },
    { key: 'state', heading: 'State', cell: (row) => <StateTag row={row} /> },
    { key: 'takes_effect', heading: 'Takes effect', cell: (row) => (row.takes_effect ? longDate(row.takes_effect) : 'No day yet') },
    { key: 'by', heading: 'Asked by', cell: (row) => (row.network === network ? 'This network' : row.network_name) },
    { key: 'changed', heading: 'Last changed', cell: (row) => longDate(row.changed_at.slice(0, 10)) },
  ];
  return <Table caption={counted(rows.length, 'request')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

function Ask({ network, rules }: { readonly network: string; readonly rules: ChangeList['rules'] }): ReactNode {
  const known = KINDS.flatMap((kind) => rules.kinds.filter((one) => one.kind === kind));
  return (
    <section>
      <h2 className="nhsuk-heading-m">Ask for a change</h2>
      <p>Choose what is to change. You see everything that it would alter before anybody commits to it.</p>
      <ul className="pcn-change-kinds">
        {known.map((one) => (
          <li key={one.kind}>
            <h3 className="nhsuk-heading-s"><Link to={`/my-networks/${network}/changes/new/${one.kind}`}>{one.title}</Link></h3>
            <p>{one.agreed_how}</p>
            {one.window && <p>{one.window.text}</p>}
          </li>
        ))}
      </ul>
      <p className="nhsuk-hint">{rules.title}. {rules.note} {rules.assurance}</p>
    </section>
  );
}

function Changes({ network, asAt }: { readonly network: NetworkInView; readonly asAt: string | undefined }): ReactNode {
  const found = loaded(useChanges(network.id, asAt ? { as_at: asAt } : {}));
  return (
    <>
      <WhenReady of={found} what="requests">
        {({ as_at: day, changes, may_write: mayWrite, rules }) => (
          <>
            <DayChoice asAt={day} />
            {changes.length === 0
              ? <Empty why={day < today() ? 'Nobody had asked for a change by this day.' : 'Nobody has asked for a change.'} />
              : <Requests rows={changes} network={network.id} />}
            {day > today() && <p>What happens to requests until then is not known: they stand as they do today. Whether an approved one is in effect is said for the day above.</p>}
            {mayWrite && <Ask network={network.id} rules={rules} />}
          </>
        )}
      </WhenReady>
      <p><Link to="/groups">Groups of networks that share a clinical director</Link></p>
    </>
  );
}

export function ChangesPage(): ReactNode {
  const asAt = useSearchParams()[0].get('as_at') ?? undefined;
  return <NetworkFrame title="Changes" asAt={asAt}>{(network) => <Changes network={network} asAt={asAt} />}</NetworkFrame>;
}
