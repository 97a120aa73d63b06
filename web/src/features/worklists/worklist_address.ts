// Filters, order and page of a list as part of the address, so that back, reload and sending the
// address to a colleague work. None of them identifies a person. The order is not kept anywhere
// else: a remembered order hides urgent people.
import type { paths } from '../../api/generated/schema';
import type { WorklistItem } from '../../api/types';
import type { Sort, SortOrder } from '../../ui/table/table';

type Query = NonNullable<paths['/api/worklists/{worklist}/items']['get']['parameters']['query']>;

export type ItemState = NonNullable<Query['state']>;
export type SortKey = NonNullable<Query['sort']>;

export interface View {
  readonly practice?: string | undefined;
  readonly reason?: string | undefined;
  readonly state: ItemState;
  readonly sort: SortKey;
  readonly order: SortOrder;
  readonly page: number;
}

export const STATES: Readonly<Record<ItemState, string>> = {
  open: 'Open',
  mine: 'Claimed by me',
  claimed: 'Claimed by anybody',
  snoozed: 'Snoozed',
  excluded: 'Excluded',
  done: 'Done',
  all: 'All',
};

/** Whether a row would be on a fresh visit to the list in this state. */
export function isInState(item: WorklistItem, state: ItemState): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'mine':
      return item.claimed_by?.me === true;
    case 'open':
      return item.state === 'open' || item.state === 'claimed';
    default:
      return item.state === state;
  }
}

const SORT_KEYS: readonly SortKey[] = ['priority', 'name', 'age', 'practice', 'changed'];

function oneOf<T extends string>(text: string | null, allowed: readonly T[], otherwise: T): T {
  return allowed.find((value) => value === text) ?? otherwise;
}

export function viewOf(search: URLSearchParams): View {
  const page = Number(search.get('page') ?? '1');
  return {
    practice: search.get('practice') || undefined,
    reason: search.get('reason') || undefined,
    state: oneOf(search.get('state'), Object.keys(STATES) as ItemState[], 'open'),
    sort: oneOf(search.get('sort'), SORT_KEYS, 'priority'),
    order: oneOf(search.get('order'), ['ascending', 'descending'], 'ascending'),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The search part of an address, without what is as on a fresh visit. */
export function searchOf(view: View): string {
  const search = new URLSearchParams();
  if (view.practice) search.set('practice', view.practice);
  if (view.reason) search.set('reason', view.reason);
  if (view.state !== 'open') search.set('state', view.state);
  if (view.sort !== 'priority') search.set('sort', view.sort);
  if (view.order !== 'ascending') search.set('order', view.order);
  if (view.page !== 1) search.set('page', String(view.page));
  const text = search.toString();
  return text ? `?${text}` : '';
}

export function worklistPath(worklist: string): string {
  return `/worklists/${encodeURIComponent(worklist)}`;
}

export function filteredAt(worklist: string, view: View, change: Partial<View>): string {
  return worklistPath(worklist) + searchOf({ ...view, page: 1, ...change });
}

export function sortedAt(worklist: string, view: View, sort: Sort): string {
  const key = SORT_KEYS.find((allowed) => allowed === sort.by) ?? 'priority';
  return filteredAt(worklist, view, { sort: key, order: sort.order });
}

/** The address of a file with all rows that fit the filters. */
export function exportAddress(worklist: string, view: View, format: 'csv' | 'xlsx'): string {
  const search = new URLSearchParams({ format, state: view.state });
  if (view.practice) search.set('practice', view.practice);
  if (view.reason) search.set('reason', view.reason);
  return `/api/worklists/${encodeURIComponent(worklist)}/export?${search.toString()}`;
}

export function taskPath(worklist: string, patient: string, task: string): string {
  return `${worklistPath(worklist)}/items/${encodeURIComponent(patient)}/${task}`;
}

export function patientPath(patient: string): string {
  return `/patients/${encodeURIComponent(patient)}`;
}

export function whyPath(patient: string, definition: string): string {
  return `${patientPath(patient)}/why?${new URLSearchParams({ definition }).toString()}`;
}
