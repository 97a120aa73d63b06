// The people of a count, for roles that may see people: shown on request, since looking is audited.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { CohortQuestion } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { Named } from '../patients/identity';
import { useMay } from '../session/session';
import { saveFile } from './download';
import type { FileFormat } from './export_count';
import { PeoplePages, rangeOf } from './people_pages';
import { countedPeople, exportPeople } from './use_cohorts';
import type { Counted } from './use_live_count';

interface ListProps {
  readonly question: CohortQuestion;
  readonly asAt: string;
}

function Export({ question, asAt }: ListProps): ReactNode {
  const may = useMay();
  const file = useMutation({
    mutationFn: async (format: FileFormat) => saveFile(await exportPeople(question, format), `cohort-people-${asAt}.${format}`),
  });
  if (!may('export')) return null;
  return (
    <>
      <div className="pcn-list-tools pcn-no-print">
        <Button kind="link" busy={file.isPending} onClick={() => file.mutate('xlsx')}>Export the people to a spreadsheet (xlsx)</Button>
        <Button kind="link" busy={file.isPending} onClick={() => file.mutate('csv')}>Export the people as CSV</Button>
      </div>
      {file.isError && <ProblemNotice problem={problemOf(file.error)} />}
    </>
  );
}

function List({ question, asAt }: ListProps): ReactNode {
  const [page, setPage] = useState(1);
  const found = loaded(useQuery({
    queryKey: ['cohort_people', question, page],
    queryFn: () => countedPeople(question, page),
    placeholderData: (before) => before,
    staleTime: 60_000,
  }));
  return (
    <WhenReady of={found} what="the people">
      {(shown) => (shown.total === 0 ? (
        <Empty why="The rule holds for nobody." />
      ) : (
        <>
          <Export question={question} asAt={asAt} />
          <Table
            compact
            caption={`People, ${rangeOf(shown)}`}
            columns={[
              { key: 'person', heading: 'Person', names: true, cell: (patient) => <Named patient={patient} asAt={asAt} /> },
              { key: 'practice', heading: 'Practice', cell: ({ practice }) => practice.name },
            ]}
            rows={shown.items}
            rowKey={({ id }) => id}
          />
          <PeoplePages shown={shown} page={page} onPage={setPage} />
        </>
      ))}
    </WhenReady>
  );
}

export function CountedPeople({ counted: { count: found, question } }: { readonly counted: Counted }): ReactNode {
  const may = useMay();
  const [shown, setShown] = useState<CohortQuestion>();
  if (!may('patients.read')) return null;
  return (
    <section aria-labelledby="counted-people">
      <h3 className="nhsuk-heading-m" id="counted-people">The people themselves</h3>
      {/* Another text has other people: they are asked for anew, and audited as such. */}
      {shown === question ? (
        <List question={question} asAt={found.as_at} />
      ) : (
        <>
          <p className="pcn-quiet">Looking at people is kept in the audit log.</p>
          <Button kind="small" onClick={() => setShown(question)}>Show the people</Button>
        </>
      )}
    </section>
  );
}
