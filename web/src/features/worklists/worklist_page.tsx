// One service's list across all practices.
import { type ReactNode, useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { Practice, Worklist, WorklistItem, WorklistPage as ItemsPage } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Paging } from '../../ui/table/paging';
import { count, counted } from '../../ui/text/counts';
import { longDate, longTime, today } from '../../ui/text/dates';
import { FreshnessOf } from '../feeds/freshness';
import { usePractices } from '../population/use_practices';
import { bannerName } from '../patients/identity';
import { useMay, useSession } from '../session/session';
import { LeftOut } from '../sharing/left_out';
import { useLastAction } from './last_action';
import { changedRows, useLiveChanges } from './live_changes';
import { UndoNotice } from './undo_notice';
import { PAGE_SIZE, useAct, useWorklist, useWorklistPage } from './use_worklists';
import { exportAddress, isInState, searchOf, type SortKey, STATES, type View, viewOf, worklistPath } from './worklist_address';
import { WorklistFilters } from './worklist_filters';
import { WorklistRows } from './worklist_rows';
import './worklists.css';

const SORTED_BY: Readonly<Record<SortKey, string>> = {
  priority: 'most urgent first',
  name: 'by name',
  age: 'by age',
  practice: 'by practice',
  changed: 'by last change',
};

function orderWords(view: View): string {
  const reversed = view.order === 'descending' ? ', reversed' : '';
  return `Sorted ${SORTED_BY[view.sort]}${reversed}`;
}

function resultWords(page: ItemsPage, view: View): string {
  const people = counted(page.total, 'person', 'people');
  const hidden = page.unfiltered - page.total;
  const states = view.state === 'all' ? 'in any state' : STATES[view.state].toLowerCase();
  const left = hidden > 0 ? ` The filters hide ${count(hidden)} more.` : '';
  return `${people.charAt(0).toUpperCase()}${people.slice(1)} ${states}.${left}`;
}

function Counts({ list }: { readonly list: Worklist }): ReactNode {
  const { open, mine, snoozed, excluded, done } = list.counts;
  const shown: readonly (readonly [number, string])[] = [
    [open, 'open'], [mine, 'claimed by you'], [snoozed, 'snoozed'], [excluded, 'excluded'], [done, 'done'],
  ];
  return (
    <ul className="pcn-counts" aria-label="People on this list">
      {shown.map(([number, word]) => (
        <li key={word}><strong>{count(number)}</strong> {word}</li>
      ))}
    </ul>
  );
}

function Tools({ list, view }: { readonly list: Worklist; readonly view: View }): ReactNode {
  const may = useMay();
  return (
    <div className="pcn-list-tools pcn-no-print">
      {may('export') && (
        <>
          <a href={exportAddress(list.id, view, 'xlsx')} download>Export to a spreadsheet (xlsx)</a>
          <a href={exportAddress(list.id, view, 'csv')} download>Export as CSV</a>
        </>
      )}
      <Button kind="link" onClick={() => window.print()}>Print</Button>
    </div>
  );
}

function NothingFound({ list, page, view }: { readonly list: Worklist; readonly page: ItemsPage; readonly view: View }): ReactNode {
  if (page.unfiltered > 0) {
    return <Empty why="Nobody fits all of these filters." next="Remove one of the filters above." />;
  }
  if (view.state !== 'open') {
    return <Empty why={`Nobody on this list is ${STATES[view.state].toLowerCase()}.`} next="Choose another state above." />;
  }
  return (
    <Empty
      why={`Nobody is waiting on this list as at ${longDate(list.as_at)}.`}
      next="People come onto it when a practice's data or the date brings a reason."
    />
  );
}

interface ItemsProps {
  readonly list: Worklist;
  readonly view: View;
  readonly page: ItemsPage;
}

function Items({ list, view, page }: ItemsProps): ReactNode {
  const live = useLiveChanges();
  const act = useAct(list.id);
  const { setLast } = useLastAction();

  const run = (item: WorklistItem, task: 'claim' | 'release', words: string): void => {
    live.expect(list.id, item.patient.id);
    act.mutate(
      { patient: item.patient.id, act: { task } },
      {
        onSuccess: (action) =>
          setLast({
            worklist: list.id,
            patient: item.patient.id,
            words: `${words}: ${bannerName(item.patient)}.`,
            action: action.action,
            undoUntil: action.undo_until,
          }),
      },
    );
  };
  return (
    <>
      <div className="pcn-list-bar">
        <h2 className="nhsuk-heading-s">{resultWords(page, view)}</h2>
        <Tools list={list} view={view} />
      </div>
      <p className="pcn-quiet">
        {orderWords(view)}. Page {page.page} of {Math.max(1, Math.ceil(page.total / PAGE_SIZE))}.
      </p>
      {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
      {page.items.length === 0 ? (
        <NothingFound list={list} page={page} view={view} />
      ) : (
        <WorklistRows
          list={list}
          page={page}
          view={view}
          changed={changedRows(live, list.id)}
          busy={act.isPending ? act.variables.patient : undefined}
          onClaim={(item) => run(item, 'claim', 'Claimed')}
          onRelease={(item) =>
            run(item, 'release', item.state === 'claimed' ? 'Released' : 'Reopened')
          }
        />
      )}
      <Paging
        page={page.page}
        pages={Math.ceil(page.total / page.page_size)}
        pageAt={(number) => worklistPath(list.id) + searchOf({ ...view, page: number })}
        of="the list"
      />
    </>
  );
}

/** Offered where the rows shown are not what a fresh visit would show. */
function ReloadOffer({ worklist, moved }: { readonly worklist: string; readonly moved: boolean }): ReactNode {
  const live = useLiveChanges();
  const isStale = live.stale.has(worklist) || live.stale.has('all');
  if (!moved && !isStale && changedRows(live, worklist).size === 0) return null;
  return (
    <div className="nhsuk-inset-text pcn-reload pcn-no-print">
      <p>
        {isStale
          ? 'New data arrived and this list was worked out again.'
          : 'Rows on this page have changed. They stay in their place until you update the list.'}
      </p>
      <Button kind="small" onClick={() => void live.reload(worklist)}>Update the list</Button>
    </div>
  );
}

function hasMoved(page: ItemsPage | undefined, view: View): boolean {
  if (!page) return false;
  return !page.items.every((item) => isInState(item, view.state));
}

function Loaded({ list, practices }: { readonly list: Worklist; readonly practices: readonly Practice[] }): ReactNode {
  const [search] = useSearchParams();
  const view = viewOf(search);
  const query = useWorklistPage(list.id, view);
  const session = useSession();
  const announce = useAnnounce();
  const result = query.data && !query.isPlaceholderData ? resultWords(query.data, view) : '';
  useEffect(() => {
    if (result) announce(result);
  }, [announce, result]);
  return (
    <Page title={list.title}>
      <p className="pcn-list-intro pcn-no-print">{list.description}</p>
      <p className="pcn-print-only">
        Printed by {session.display_name} on {longDate(today())}. Contains confidential information
        about patients: destroy after use.
      </p>
      <LeftOut want="work_lists" />
      <UndoNotice worklist={list.id} counts={list.counts} />
      <Counts list={list} />
      <FreshnessOf asAt={list.as_at} feeds={list.freshness}>
        Worked out on {longTime(list.evaluated_at)}.
      </FreshnessOf>
      <WorklistFilters list={list} practices={practices} view={view} />
      <ReloadOffer worklist={list.id} moved={hasMoved(query.data, view)} />
      <div aria-busy={query.isPlaceholderData} className={query.isPlaceholderData ? 'pcn-busy' : undefined}>
        <WhenReady of={loaded(query)} what="the list">
          {(page) => <Items list={list} view={view} page={page} />}
        </WhenReady>
      </div>
    </Page>
  );
}

export function WorklistPage(): ReactNode {
  const { worklist = '' } = useParams();
  const list = loaded(useWorklist(worklist));
  const practices = usePractices();
  return (
    <WhenReady of={list} what="the list">
      {(ready) => <Loaded list={ready} practices={practices.data ?? []} />}
    </WhenReady>
  );
}
