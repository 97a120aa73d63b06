// The saved cohorts of the network.
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { CohortSummary } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longTime } from '../../ui/text/dates';
import { cohortPath } from './cohort_path';
import { useCohorts } from './use_cohorts';
import { VersionTag } from './version_state';
import './cohorts.css';

function Cohorts({ cohorts }: { readonly cohorts: readonly CohortSummary[] }): ReactNode {
  const [search] = useSearchParams();
  const showsRetired = search.get('retired') === 'yes';
  const retired = cohorts.filter(({ archived }) => archived).length;
  const shown = showsRetired ? cohorts : cohorts.filter(({ archived }) => !archived);
  return (
    <>
      {shown.length === 0 ? (
        <Empty why="No cohort has been saved yet." next={<Link to="/cohorts/new">Build the first one</Link>} />
      ) : (
        <Table
          caption="Saved cohorts, the last changed first"
          captionHidden
          columns={[
            {
              key: 'name',
              heading: 'Name',
              names: true,
              cell: (cohort) => (
                <>
                  <Link to={cohortPath(cohort.id)}>{cohort.name}</Link>
                  {cohort.description && <span className="pcn-row-note pcn-cohort__about">{cohort.description}</span>}
                </>
              ),
            },
            {
              key: 'version',
              heading: 'Version',
              cell: ({ latest, archived }) => (
                <>
                  {latest.number} {archived ? <strong className="nhsuk-tag nhsuk-tag--grey">Retired</strong> : <VersionTag state={latest.state} />}
                </>
              ),
            },
            { key: 'ready', heading: 'Ready for use', cell: ({ ready_version: ready }) => (ready === undefined ? 'None yet' : `Version ${ready}`) },
            { key: 'owner', heading: 'Begun by', cell: ({ owner_name: owner }) => owner },
            { key: 'changed', heading: 'Last change', cell: ({ changed_at: at }) => longTime(at) },
          ]}
          rows={shown}
          rowKey={({ id }) => id}
        />
      )}
      {retired > 0 && (
        <p>
          {showsRetired ? (
            <Link to="/cohorts" preventScrollReset>Hide retired cohorts</Link>
          ) : (
            <Link to="/cohorts?retired=yes" preventScrollReset>Show {counted(retired, 'retired cohort')} too</Link>
          )}
        </p>
      )}
    </>
  );
}

export function CohortsPage(): ReactNode {
  const cohorts = loaded(useCohorts());
  return (
    <Page title="Cohorts">
      <p className="pcn-list-intro">
        Rules that the network's staff have written: whom each holds for, how it has changed, and the cases that prove it.
      </p>
      <div className="pcn-actions"><ButtonLink to="/cohorts/new">Build a cohort</ButtonLink></div>
      <WhenReady of={cohorts} what="the cohorts">{(ready) => <Cohorts cohorts={ready} />}</WhenReady>
    </Page>
  );
}
