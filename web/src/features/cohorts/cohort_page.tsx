// One saved cohort: a version with its text and cases, what changed from version to version.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { Cohort, CohortVersion } from '../../api/types';
import { CqlWords } from '../../ui/cql/cql_words';
import { Button, ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { Hidden } from '../../ui/text/hidden';
import { daysAfter, longDate, longTime, today } from '../../ui/text/dates';
import { useMay } from '../session/session';
import { CaseReport } from './case_report';
import { cohortPath, comparePath, type Comparison, editPath } from './cohort_path';
import { DifferenceView } from './difference_view';
import { lineDifference } from './line_difference';
import { countWords } from './live_number';
import { countOf, markReady, setArchived, useChanged, useCohort, useVersion } from './use_cohorts';
import { byWhom, VersionTag } from './version_state';
import './cohorts.css';

function baseTitle(base: string): string {
  if (base === 'registered') return "On a practice's list and alive";
  return base === 'everybody' ? 'Everybody in the records' : base;
}

/** How many people a version holds for on the day of the data, in words. */
function useCountWords({ text, definition, form, base }: CohortVersion): string {
  const question = { text, base, later_entries: 'leave_out' as const, ...(form !== 'expression' && { definition }) };
  const query = useQuery({ queryKey: ['cohort_count', question], queryFn: () => countOf(question), retry: false });
  if (query.data) return `${countWords({ count: query.data, question })}, as at ${longDate(query.data.as_at)}`;
  return query.isError ? problemOf(query.error).what : 'Counting…';
}

function Facts({ version }: { readonly version: CohortVersion }): ReactNode {
  const people = useCountWords(version);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['State', <><VersionTag state={version.state} />{version.ready_by_name && ` by ${version.ready_by_name}`}{version.ready_at && ` on ${longTime(version.ready_at)}`}</>],
    ['People now', people],
    ['Why', version.reason],
    ['Saved by', byWhom(version)],
    ['Counts', version.definition],
    ['Among whom', baseTitle(version.base)],
    ...(version.content_version ? [['Content', version.content_version] as const] : []),
  ];
  return (
    <dl className="nhsuk-summary-list">
      {facts.map(([name, value]) => (
        <div className="nhsuk-summary-list__row" key={name}>
          <dt className="nhsuk-summary-list__key">{name}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Difference({ cohort, version }: { readonly cohort: Cohort; readonly version: CohortVersion }): ReactNode {
  const earlier = cohort.versions.map(({ number }) => number).filter((number) => number < version.number);
  const before = earlier.length > 0 ? Math.max(...earlier) : undefined;
  const query = loaded(useVersion(cohort.id, before));
  if (before === undefined) return null;
  return (
    <section aria-labelledby="changes">
      <h2 className="nhsuk-heading-m" id="changes">What changed since version {before}</h2>
      <WhenReady of={query} what="the version before">
        {(ready) => (
          <>
            <DifferenceView
              caption={`Text of version ${version.number} against version ${before}`}
              lines={lineDifference(ready.text, version.text)}
            />
            {ready.cases !== version.cases && (
              <>
                <h3 className="nhsuk-heading-s">Cases</h3>
                <DifferenceView
                  isPlain
                  caption={`Cases of version ${version.number} against version ${before}`}
                  lines={lineDifference(ready.cases, version.cases)}
                />
              </>
            )}
          </>
        )}
      </WhenReady>
      <p><Link to={comparePath(cohort.id, { before, after: version.number, beforeDay: '', afterDay: '', practice: '' })}>Who joined and who left</Link></p>
    </section>
  );
}

function Shown({ cohort, version }: { readonly cohort: Cohort; readonly version: CohortVersion }): ReactNode {
  return (
    <>
      <section aria-labelledby="rule">
        <h2 className="nhsuk-heading-m" id="rule">Version {version.number}</h2>
        <Facts version={version} />
        <pre className="pcn-cql-block"><code><CqlWords text={version.text} /></code></pre>
      </section>
      <section aria-labelledby="own-cases">
        <h2 className="nhsuk-heading-m" id="own-cases">Its cases</h2>
        <CaseReport report={version.case_report} />
        {version.cases.trim() !== '' && (
          <details className="nhsuk-details">
            <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">Show the cases</span></summary>
            <div className="nhsuk-details__text"><pre className="pcn-cql-block"><code>{version.cases}</code></pre></div>
          </details>
        )}
      </section>
      <Difference cohort={cohort} version={version} />
    </>
  );
}

function History({ cohort, shown }: { readonly cohort: Cohort; readonly shown: number }): ReactNode {
  return (
    <section aria-labelledby="history">
      <h2 className="nhsuk-heading-m" id="history">Versions</h2>
      <Table
        caption="Versions, the newest first"
        captionHidden
        columns={[
          {
            key: 'number',
            heading: 'Version',
            names: true,
            cell: ({ number }) => (number === shown
              ? <strong>{number} (shown)</strong>
              : <Link to={`${cohortPath(cohort.id)}?version=${number}`} preventScrollReset>{number}<Hidden>show this version</Hidden></Link>),
          },
          { key: 'state', heading: 'State', cell: ({ state }) => <VersionTag state={state} /> },
          { key: 'why', heading: 'Why', cell: ({ reason }) => reason },
          { key: 'by', heading: 'Saved by', cell: byWhom },
        ]}
        rows={cohort.versions}
        rowKey={({ number }) => String(number)}
      />
    </section>
  );
}

/** The newest version with the one before it; the only version with itself a year ago. */
function usualComparison(newest: number): Comparison {
  const beforeDay = newest === 1 ? daysAfter(today(), -365) : '';
  return { before: Math.max(1, newest - 1), after: newest, beforeDay, afterDay: '', practice: '' };
}

function Acts({ cohort, version }: { readonly cohort: Cohort; readonly version: CohortVersion }): ReactNode {
  const may = useMay();
  const announce = useAnnounce();
  const changed = useChanged();
  const act = useMutation({
    mutationFn: (what: 'retire' | 'restore' | 'ready') => {
      if (what === 'ready') return markReady(cohort.id, version.number);
      return setArchived(cohort.id, what === 'retire');
    },
    onSuccess: async (_, what) => {
      await changed();
      announce({ retire: 'The cohort is retired.', restore: 'The cohort is restored.', ready: `Version ${version.number} is ready.` }[what]);
    },
  });
  const newest = cohort.versions[0]?.number ?? 1;
  const isWriter = may('cohorts.write');
  return (
    <>
      {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
      <div className="pcn-actions pcn-no-print">
        {!cohort.archived && <ButtonLink to={editPath(cohort.id)}>{isWriter ? 'Write a new version' : 'Open in the builder'}</ButtonLink>}
        <ButtonLink kind="secondary" to={comparePath(cohort.id, usualComparison(newest))}>
          Compare
        </ButtonLink>
        {isWriter && version.state === 'draft' && !cohort.archived && (
          <Button kind="link" busy={act.isPending} onClick={() => act.mutate('ready')}>Mark version {version.number} as ready</Button>
        )}
        {isWriter && (cohort.archived
          ? <Button kind="secondary" busy={act.isPending} onClick={() => act.mutate('restore')}>Restore the cohort</Button>
          : <Button kind="link" busy={act.isPending} onClick={() => act.mutate('retire')}>Retire the cohort</Button>)}
      </div>
    </>
  );
}

function Saved({ cohort }: { readonly cohort: Cohort }): ReactNode {
  const [search] = useSearchParams();
  const asked = Number(search.get('version'));
  const newest = cohort.versions[0]?.number ?? 1;
  const number = cohort.versions.some((version) => version.number === asked) ? asked : newest;
  const version = loaded(useVersion(cohort.id, number));
  return (
    <Page title={cohort.name} caption="Cohort">
      {cohort.description && <p className="pcn-list-intro">{cohort.description}</p>}
      <p className="pcn-quiet">Begun by {cohort.owner_name}. Last changed {longTime(cohort.changed_at)}.</p>
      {cohort.archived && (
        <div className="nhsuk-inset-text"><p><strong>Retired.</strong> It is kept with all its versions and no longer offered for use.</p></div>
      )}
      <WhenReady of={version} what="the version">
        {(ready) => (
          <>
            <Acts cohort={cohort} version={ready} />
            <Shown cohort={cohort} version={ready} />
          </>
        )}
      </WhenReady>
      <History cohort={cohort} shown={number} />
    </Page>
  );
}

export function CohortPage(): ReactNode {
  const { cohort = '' } = useParams();
  const query = loaded(useCohort(cohort));
  return <WhenReady of={query} what="the cohort">{(ready) => <Saved cohort={ready} />}</WhenReady>;
}
