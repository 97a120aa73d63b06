// The practices side by side. Shares, because practices differ in size.
import type { ReactNode } from 'react';

import type { Population } from '../../api/types';
import { type Column, Table } from '../../ui/table/table';
import { count, percent } from '../../ui/text/counts';

type Row = Population['practices'][number];

function share(part: number | undefined, whole: number): string {
  return part === undefined || whole === 0 ? 'No data' : percent(part / whole);
}

export function PracticeComparison({ population }: { readonly population: Population }): ReactNode {
  const columns: Column<Row>[] = [
    { key: 'practice', heading: 'Practice', names: true, cell: (row) => row.practice.name },
    { key: 'registered', heading: 'Registered', numeric: true, cell: (row) => count(row.registered) },
    { key: 'older', heading: 'Aged 65 and over', numeric: true, cell: (row) => share(row.aged_65_and_over, row.registered) },
    { key: 'deprived', heading: 'In the most deprived fifth', numeric: true, cell: (row) => share(row.most_deprived_fifth, row.registered) },
    ...population.conditions.slice(0, 5).map((condition) => ({
      key: condition.id,
      heading: condition.title,
      numeric: true,
      cell: (row: Row) => share(row.conditions?.[condition.id], row.registered),
    })),
  ];
  return (
    <section>
      <h2 className="nhsuk-heading-m">By practice</h2>
      <Table
        compact
        caption="Share of the people registered at each practice"
        columns={columns}
        rows={population.practices}
        rowKey={(row) => row.practice.ods_code}
      />
      <p className="pcn-quiet">
        Shares are of everybody registered, of all ages. Differences between practices may come from
        their people and from how they record, not only from their care.
      </p>
    </section>
  );
}
