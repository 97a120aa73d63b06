// The commissioner's in-tray: requests to change networks that wait for a decision, the one sent
// first first.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { ChangeRow } from '../../api/types';
import { Empty } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { addressOf } from './changes_page';

const COLUMNS: readonly Column<ChangeRow>[] = [
  { key: 'title', heading: 'Change', names: true, cell: (row) => <Link to={addressOf(row)}>{row.title}</Link> },
  { key: 'network', heading: 'Network', cell: (row) => row.network_name },
  { key: 'sent', heading: 'Sent', cell: (row) => (row.sent_on ? longDate(row.sent_on) : 'Not known') },
  { key: 'effect', heading: 'Takes effect', cell: (row) => (row.takes_effect ? longDate(row.takes_effect) : 'No day') },
];

export function WaitingChanges({ changes }: { readonly changes: readonly ChangeRow[] }): ReactNode {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Changes to networks</h2>
      {changes.length === 0
        ? <Empty why="No request to change a network waits." />
        : <Table caption={counted(changes.length, 'request to decide', 'requests to decide')} columns={COLUMNS} rows={changes} rowKey={(row) => row.id} />}
    </section>
  );
}
