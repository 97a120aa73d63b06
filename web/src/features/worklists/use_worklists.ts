// What the worklist pages ask the server for, and what they tell it.
//
// A page of a list stays as it was loaded while somebody works on it: an action, here or by a
// colleague, changes its row in place, so that nothing moves under a finger and a finished row is
// still there as done. The list is loaded anew on a fresh visit and when somebody asks for it.
import {
  type QueryClient,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { Action, Counts, Worklist, WorklistItem, WorklistPage, WorklistSummary } from '../../api/types';
import { isInState, type View } from './worklist_address';

export const PAGE_SIZE = 25;

const pagesKey = (worklist: string): readonly unknown[] => ['worklist_items', worklist];

export function useWorklists(): UseQueryResult<WorklistSummary[]> {
  return useQuery({ queryKey: ['worklists'], queryFn: () => answer(client.GET('/api/worklists')) });
}

export function useWorklist(worklist: string): UseQueryResult<Worklist> {
  return useQuery({
    queryKey: ['worklist', worklist],
    queryFn: () =>
      answer(client.GET('/api/worklists/{worklist}', { params: { path: { worklist } } })),
  });
}

export function useWorklistPage(worklist: string, view: View): UseQueryResult<WorklistPage> {
  return useQuery({
    queryKey: [...pagesKey(worklist), view],
    queryFn: () =>
      answer(
        client.GET('/api/worklists/{worklist}/items', {
          params: {
            path: { worklist },
            query: {
              ...(view.practice && { practice: view.practice }),
              ...(view.reason && { reason: view.reason }),
              state: view.state,
              sort: view.sort,
              order: view.order,
              page: view.page,
              page_size: PAGE_SIZE,
            },
          },
        }),
      ),
    // The rows before stay, dimmed, while others of the same list are on their way.
    placeholderData: (before, query) => (query?.queryKey[1] === worklist ? before : undefined),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useWorklistItem(worklist: string, patient: string): UseQueryResult<WorklistItem> {
  return useQuery({
    queryKey: ['worklist_item', worklist, patient],
    queryFn: () => fetchItem(worklist, patient),
    staleTime: 0,
  });
}

export function fetchItem(worklist: string, patient: string): Promise<WorklistItem> {
  return answer(
    client.GET('/api/worklists/{worklist}/items/{patient}', {
      params: { path: { worklist, patient } },
    }),
  );
}

/** Loads every page of the list anew. */
export async function reloadPages(queries: QueryClient, worklist: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: pagesKey(worklist) });
}

/** Forgets all pages, so that the next visit is a fresh one. */
export function forgetPages(queries: QueryClient): void {
  queries.removeQueries({ queryKey: ['worklist_items'] });
}

/** Puts a row as it is now in the place where it is shown. */
export function placeItem(queries: QueryClient, worklist: string, item: WorklistItem): void {
  for (const [key, page] of queries.getQueriesData<WorklistPage>({ queryKey: pagesKey(worklist) })) {
    const before = page?.items.find((shown) => shown.patient.id === item.patient.id);
    if (!page || !before) continue;
    const { state } = key[2] as View;
    const moved = Number(isInState(item, state)) - Number(isInState(before, state));
    queries.setQueryData<WorklistPage>(key, {
      ...page,
      items: page.items.map((shown) => (shown === before ? item : shown)),
      total: page.total + moved,
      unfiltered: page.unfiltered + moved,
    });
  }
  queries.setQueryData(['worklist_item', worklist, item.patient.id], item);
}

export function placeCounts(queries: QueryClient, worklist: string, counts: Counts): void {
  queries.setQueryData<Worklist>(['worklist', worklist], (list) => list && { ...list, counts });
  queries.setQueriesData<WorklistPage>(
    { queryKey: pagesKey(worklist) },
    (page) => page && { ...page, counts },
  );
  queries.setQueryData<WorklistSummary[]>(['worklists'], (lists) =>
    lists?.map((list) => (list.id === worklist ? { ...list, counts } : list)),
  );
}

export type Act =
  | { readonly task: 'claim' | 'release' }
  | { readonly task: 'undo'; readonly action: string }
  | {
      readonly task: 'outcome';
      readonly outcome: string;
      readonly done_on: string;
      readonly measurements: Record<string, number>;
      readonly note?: string;
    }
  | { readonly task: 'snooze'; readonly until: string; readonly reason: string }
  | { readonly task: 'exclude'; readonly reason: string; readonly note?: string };

function send(worklist: string, patient: string, act: Act): Promise<Action> {
  const params = { path: { worklist, patient } };
  switch (act.task) {
    case 'claim':
      return answer(client.POST('/api/worklists/{worklist}/items/{patient}/claim', { params }));
    case 'release':
      return answer(client.POST('/api/worklists/{worklist}/items/{patient}/release', { params }));
    case 'undo':
      return answer(
        client.POST('/api/actions/{action}/undo', { params: { path: { action: act.action } } }),
      );
    case 'outcome': {
      const { task: _, ...body } = act;
      return answer(
        client.POST('/api/worklists/{worklist}/items/{patient}/outcome', { params, body }),
      );
    }
    case 'snooze': {
      const { task: _, ...body } = act;
      return answer(
        client.POST('/api/worklists/{worklist}/items/{patient}/snooze', { params, body }),
      );
    }
    case 'exclude': {
      const { task: _, ...body } = act;
      return answer(
        client.POST('/api/worklists/{worklist}/items/{patient}/exclude', { params, body }),
      );
    }
  }
}

export interface ActOn {
  readonly patient: string;
  readonly act: Act;
}

export function useAct(worklist: string): UseMutationResult<Action, Error, ActOn> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ patient, act }: ActOn) => send(worklist, patient, act),
    onSuccess: (action) => {
      placeItem(queries, worklist, action.item);
      placeCounts(queries, worklist, action.counts);
      void queries.invalidateQueries({ queryKey: ['my_work'] });
      void queries.invalidateQueries({ queryKey: ['patient', action.item.patient.id] });
      void queries.invalidateQueries({ queryKey: ['explanation', action.item.patient.id] });
    },
  });
}
