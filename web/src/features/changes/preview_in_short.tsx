// The preview in one table: each network's practices, patients and size rule, and the commissioner's
// coverage, on the day before and on the first day.
import type { ReactNode } from 'react';

import type { ChangePreview } from '../../api/types';
import { type Column, Table } from '../../ui/table/table';
import { count } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';

type Side = NonNullable<ChangePreview['networks'][number]['before']>;

interface Row {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export const SIZES: Readonly<Record<Side['size']['outcome'], readonly [words: string, colour: string]>> = {
  in_range: ['Within the size rule', 'green'],
  below: ['Below the size rule', 'orange'],
  above: ['Above the size rule', 'orange'],
  not_known: ['Size not known', 'grey'],
};

function of(side: Side | undefined, words: (side: Side) => string): string {
  return side ? words(side) : 'No network';
}

function rowsOf({ networks, coverage }: ChangePreview): Row[] {
  const many = networks.length > 1;
  const both = (what: string, name: string, { before, after }: ChangePreview['networks'][number], words: (side: Side) => string): Row =>
    ({ what: many ? `${name}: ${what.toLowerCase()}` : what, before: of(before, words), after: of(after, words) });
  const rows = networks.flatMap((one) => [
    both('Practices', one.name, one, (side) => count(side.members.length)),
    both('Registered patients', one.name, one, (side) => count(side.registered_patients)),
    both('Size rule', one.name, one, (side) => SIZES[side.size.outcome][0]),
  ]);
  const covered = (side: ChangePreview['coverage']['before']): string =>
    `${count(side.practices_covered)} of ${count(side.practices)}${side.met ? ', all' : ''}`;
  return [...rows, {
    what: `Practices with a network, ${coverage.commissioner_name ?? coverage.commissioner}`, before: covered(coverage.before), after: covered(coverage.after),
  }];
}

export function InShort({ preview }: { readonly preview: ChangePreview }): ReactNode {
  const columns: readonly Column<Row>[] = [
    { key: 'what', heading: 'What', names: true, cell: (row) => row.what },
    { key: 'before', heading: longDate(preview.day_before), cell: (row) => row.before },
    { key: 'after', heading: longDate(preview.day), cell: (row) => (row.before === row.after ? row.after : <strong>{row.after}</strong>) },
  ];
  return <Table caption="In short" columns={columns} rows={rowsOf(preview)} rowKey={(row) => row.what} />;
}
