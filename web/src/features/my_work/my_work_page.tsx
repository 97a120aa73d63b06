// The first page after signing in: what waits for this person.
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

import { answer, client } from '../../api/client';
import type { MyWork } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { longTime, today } from '../../ui/text/dates';
import { Named } from '../patients/identity';
import { useMay, useSession } from '../session/session';
import { LeftOut } from '../sharing/left_out';
import { forgetPages } from '../worklists/use_worklists';
import { taskPath, worklistPath } from '../worklists/worklist_address';
import { WorklistTable } from '../worklists/worklists_page';
import '../worklists/worklists.css';

function useMyWork(): UseQueryResult<MyWork> {
  return useQuery({ queryKey: ['my_work'], queryFn: () => answer(client.GET('/api/my-work')) });
}

function Claimed({ work }: { readonly work: MyWork }): ReactNode {
  const may = useMay();
  if (work.claimed.length === 0) {
    return (
      <Empty
        why="You have claimed nobody."
        next={work.worklists[0] && (
          <Link to={worklistPath(work.worklists[0].id)}>Open {work.worklists[0].title}</Link>
        )}
      />
    );
  }
  return (
    <Table
      compact
      caption="People you have claimed"
      captionHidden
      columns={[
        {
          key: 'person',
          heading: 'Person',
          names: true,
          cell: ({ item }) => (
            <Named patient={item.patient} asAt={today()} />
          ),
        },
        { key: 'practice', heading: 'Practice', cell: ({ item }) => item.patient.practice.name },
        { key: 'list', heading: 'List', cell: (row) => <Link to={worklistPath(row.worklist)}>{row.worklist_title}</Link> },
        {
          key: 'why',
          heading: 'Why',
          cell: ({ item }) => (
            <ul className="pcn-reasons">
              {item.reasons.map((reason) => <li key={reason.id}>{reason.sentence}</li>)}
            </ul>
          ),
        },
        {
          key: 'next',
          heading: 'Next',
          cell: (row) =>
            may('worklists.act') ? (
              <Link to={taskPath(row.worklist, row.item.patient.id, 'outcome')}>Record outcome</Link>
            ) : (
              'Not for your role'
            ),
        },
      ]}
      rows={work.claimed}
      rowKey={(row) => `${row.worklist} ${row.item.patient.id}`}
    />
  );
}

function Feeds({ work }: { readonly work: MyWork }): ReactNode {
  if (work.feeds_needing_attention.length === 0) {
    return <p>The data of every practice is up to date.</p>;
  }
  return (
    <ul>
      {work.feeds_needing_attention.map(({ practice, why }) => (
        <li key={practice.ods_code}>
          <Link to={`/feeds/${practice.ods_code}`}>{practice.name}</Link>: {why}
        </li>
      ))}
    </ul>
  );
}

function Changes({ work }: { readonly work: MyWork }): ReactNode {
  if (work.changes.length === 0) return <p>Nothing has changed since you were last here.</p>;
  return (
    <ul className="pcn-changes">
      {work.changes.map((change) => (
        <li key={`${change.at} ${change.what}`}>
          {change.worklist ? <Link to={worklistPath(change.worklist)}>{change.what}</Link> : change.what}
          <span className="pcn-row-note">{longTime(change.at)}</span>
        </li>
      ))}
    </ul>
  );
}

function Ready({ work }: { readonly work: MyWork }): ReactNode {
  const may = useMay();
  return (
    <>
      {may('worklists.read') && (
        <>
          <section>
            <h2 className="nhsuk-heading-m">Claimed by me</h2>
            <Claimed work={work} />
          </section>
          <section>
            <h2 className="nhsuk-heading-m">Worklists</h2>
            {work.worklists.length === 0 ? (
              <Empty why="There is no worklist that your role works on." />
            ) : (
              <WorklistTable lists={work.worklists} />
            )}
          </section>
        </>
      )}
      <div className="pcn-columns">
        {may('feeds.read') && (
          <section>
            <h2 className="nhsuk-heading-m">Data feeds that need attention</h2>
            <Feeds work={work} />
          </section>
        )}
        <section>
          <h2 className="nhsuk-heading-m">What changed</h2>
          <Changes work={work} />
        </section>
      </div>
      {!may('worklists.read') && may('population.read') && (
        <ButtonLink to="/population">Open the population overview</ButtonLink>
      )}
    </>
  );
}

export function MyWorkPage(): ReactNode {
  const session = useSession();
  const may = useMay();
  const work = loaded(useMyWork());
  const queries = useQueryClient();
  useEffect(() => forgetPages(queries), [queries]);
  return (
    <Page title="My work">
      {session.last_signed_in_at && (
        <p className="pcn-quiet">You last signed in on {longTime(session.last_signed_in_at)}.</p>
      )}
      {may('worklists.read') && <LeftOut want="work_lists" />}
      <WhenReady of={work} what="your work">{(ready) => <Ready work={ready} />}</WhenReady>
    </Page>
  );
}
