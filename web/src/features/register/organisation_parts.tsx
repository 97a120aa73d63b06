// What the pages of a network and of a practice share: rows of facts, memberships, and sources.
import type { ReactNode } from 'react';

import type { RegisterMembership, RegisterSource } from '../../api/types';
import { type Column, Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { DayLink } from './day_link';

export function Fact(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{props.name}</dt>
      <dd className="nhsuk-summary-list__value">{props.children || 'Not known'}</dd>
    </div>
  );
}

/** "map.csv of 1 July 2026, line 12". */
export function sourceText(source: RegisterSource | undefined): string {
  if (!source) return 'No source';
  if (source.kind === 'decision') return `Decided here, from ${longDate(source.dated)}`;
  const line = source.line === undefined ? '' : `, line ${source.line}`;
  return `${source.file.split('/').pop()} of ${longDate(source.dated)}${line}`;
}

const COLUMNS: readonly Column<RegisterMembership>[] = [
  {
    key: 'practice', heading: 'Practice', names: true,
    cell: (row) => <DayLink to={`/register/practices/${row.practice}`}>{row.practice_name || row.practice}</DayLink>,
  },
  {
    key: 'network', heading: 'Network',
    cell: (row) => <DayLink to={`/register/networks/${row.network}`}>{row.network_name || row.network}</DayLink>,
  },
  { key: 'start', heading: 'From', cell: (row) => (row.start ? longDate(row.start) : 'Not known') },
  { key: 'end', heading: 'To', cell: (row) => (row.end ? longDate(row.end) : 'Goes on') },
  { key: 'source', heading: 'Source', cell: (row) => sourceText(row.source) },
];

export function History({ rows }: { readonly rows: readonly RegisterMembership[] }): ReactNode {
  if (rows.length === 0) return <p>No file with dated memberships is loaded.</p>;
  return (
    <Table
      compact
      caption="All memberships on record, past ones too"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => `${row.practice} ${row.network} ${row.start ?? ''} ${row.end ?? ''}`}
    />
  );
}
