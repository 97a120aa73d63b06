// Coded entries of a record as a dense clinical table: date, what, value, from which practice.
import type { ReactNode } from 'react';

import type { Entry } from '../../api/types';
import { Empty } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { bannerDate } from '../../ui/text/dates';
import { readableValue } from '../../ui/text/units';

export interface EntriesProps {
  readonly caption: string;
  readonly entries: readonly Entry[];
  readonly values?: boolean;
  /** Said where there are none. */
  readonly none: string;
}

const DATE: Column<Entry> = {
  key: 'date',
  heading: 'Date',
  cell: (entry) => <span className="pcn-nowrap">{bannerDate(entry.date)}</span>,
};
const TERM: Column<Entry> = {
  key: 'term',
  heading: 'Entry',
  cell: (entry) => (
    <>
      {entry.term} {entry.code && <span className="pcn-quiet">{entry.code}</span>}
    </>
  ),
};
const VALUE: Column<Entry> = {
  key: 'value',
  heading: 'Value',
  cell: (entry) => entry.value === undefined ? 'Not applicable' : readableValue(entry.value),
};
const PRACTICE: Column<Entry> = {
  key: 'practice',
  heading: 'Recorded at',
  cell: (entry) => entry.practice.name,
};

export function Entries({ caption, entries, values, none }: EntriesProps): ReactNode {
  if (entries.length === 0) return <Empty why={none} />;
  return (
    <Table
      compact
      caption={caption}
      captionHidden
      columns={values ? [DATE, TERM, VALUE, PRACTICE] : [DATE, TERM, PRACTICE]}
      rows={entries}
      rowKey={(entry) => `${entry.date} ${entry.code} ${entry.term} ${entry.value} ${entries.indexOf(entry)}`}
    />
  );
}
