// A timetable with what is done, late and to come.
import type { ReactNode } from 'react';

import type { TimetableMilestone } from '../../../api/types';
import { type Column, Table } from '../../../ui/table/table';
import { longDate } from '../../../ui/text/dates';

const STATES = {
  done: ['Done', 'green'], done_late: ['Done late', 'orange'], to_come: ['To come', 'grey'], late: ['Late', 'red'], passed: ['Passed', 'grey'],
} as const;
const OWNERS = { practices: 'Practices', commissioner: 'Commissioner', national: 'National' } as const;

const COLUMNS: readonly Column<TimetableMilestone>[] = [
  { key: 'due', heading: 'By', cell: (row) => longDate(row.due) },
  { key: 'title', heading: 'Step', names: true, cell: (row) => row.title },
  { key: 'owner', heading: 'Whose', cell: (row) => OWNERS[row.owner] },
  { key: 'from', heading: 'Set by', cell: (row) => (row.is_national ? 'The contract' : 'The commissioner') },
  {
    key: 'state', heading: 'State',
    cell: (row) => {
      const [words, colour] = STATES[row.state];
      return <><strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong>{row.done_on && ` ${longDate(row.done_on)}`}</>;
    },
  },
];

export function Timetable({ caption, rows }: { readonly caption: string; readonly rows: readonly TimetableMilestone[] }): ReactNode {
  return <Table caption={caption} columns={COLUMNS} rows={rows} rowKey={(row) => row.id} compact />;
}
