// The people who joined or left, for roles that may see people: who, why, and the entries that decided.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { CohortChange, CohortComparisonQuestion } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { CitedEntry } from '../explanations/cited_entry';
import { Named } from '../patients/identity';
import { useMay } from '../session/session';
import { saveFile } from './download';
import type { FileFormat } from './export_count';
import { PeoplePages, rangeOf } from './people_pages';
import { changedPeople, exportChanges, type Movement } from './use_cohorts';

const ENTRIES_MAX = 4;

function Entries({ entries }: Pick<CohortChange, 'entries'>): ReactNode {
  if (entries.length === 0) return 'None';
  return (
    <ul className="pcn-changed__entries">
      {entries.slice(0, ENTRIES_MAX).map((entry, position) => (
        <CitedEntry key={position} entry={entry} />
      ))}
      {entries.length > ENTRIES_MAX && <li>and {counted(entries.length - ENTRIES_MAX, 'more entry', 'more entries')}</li>}
    </ul>
  );
}

interface ListProps {
  readonly question: CohortComparisonQuestion;
  readonly movement: Movement;
  readonly asAt: string;
}

function Export({ question, movement, asAt }: ListProps): ReactNode {
  const may = useMay();
  const file = useMutation({
    mutationFn: async (format: FileFormat) =>
      saveFile(await exportChanges(question, movement, format), `cohort-${movement}-${asAt}.${format}`),
  });
  if (!may('export')) return null;
  return (
    <>
      <div className="pcn-list-tools pcn-no-print">
        <Button kind="link" busy={file.isPending} onClick={() => file.mutate('xlsx')}>
          Export who {movement} to a spreadsheet (xlsx)
        </Button>
        <Button kind="link" busy={file.isPending} onClick={() => file.mutate('csv')}>Export who {movement} as CSV</Button>
      </div>
      {file.isError && <ProblemNotice problem={problemOf(file.error)} />}
    </>
  );
}

function List({ question, movement, asAt }: ListProps): ReactNode {
  const [page, setPage] = useState(1);
  const found = loaded(useQuery({
    queryKey: ['cohort_changes', question, movement, page],
    queryFn: () => changedPeople(question, movement, page),
    placeholderData: (before) => before,
    staleTime: 60_000,
  }));
  return (
    <WhenReady of={found} what="the people">
      {(shown) => (shown.total === 0 ? (
        <Empty why={movement === 'joined' ? 'Nobody joined.' : 'Nobody left.'} />
      ) : (
        <>
          <Export question={question} movement={movement} asAt={asAt} />
          <Table
            compact
            caption={`People who ${movement}, ${rangeOf(shown)}`}
            columns={[
              { key: 'person', heading: 'Person', names: true, cell: ({ patient }) => <Named patient={patient} asAt={asAt} /> },
              { key: 'practice', heading: 'Practice', cell: ({ patient }) => patient.practice.name },
              { key: 'why', heading: 'Why', cell: ({ sentence }) => sentence },
              { key: 'entries', heading: 'Entries that decided', cell: ({ entries }) => <Entries entries={entries} /> },
            ]}
            rows={shown.items}
            rowKey={({ patient }) => patient.id}
          />
          <PeoplePages shown={shown} page={page} onPage={setPage} />
        </>
      ))}
    </WhenReady>
  );
}

export function ChangedPeople({ question, asAt }: Pick<ListProps, 'question' | 'asAt'>): ReactNode {
  const [shown, setShown] = useState<Movement>();
  return (
    <section aria-labelledby="changed-people">
      <h3 className="nhsuk-heading-m" id="changed-people">People who joined or left</h3>
      <div className="pcn-actions pcn-no-print">
        <Button kind="small" aria-pressed={shown === 'joined'} onClick={() => setShown('joined')}>Show who joined</Button>
        <Button kind="small" aria-pressed={shown === 'left'} onClick={() => setShown('left')}>Show who left</Button>
      </div>
      <p className="pcn-quiet">Looking at people is kept in the audit log.</p>
      {shown && <List question={question} movement={shown} asAt={asAt} key={shown} />}
    </section>
  );
}
