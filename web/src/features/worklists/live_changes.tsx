// What other people and new data change while a page is open, from the server's events.
//
// A row that is shown changes in place and is marked; counts move; a list that was evaluated anew
// offers to be loaded again instead of moving under somebody's hands.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';

import type { ServerEvent, WorklistPage } from '../../api/types';
import { useSession } from '../session/session';
import { fetchItem, placeCounts, placeItem, reloadPages } from './use_worklists';

interface Changes {
  /** Opaque identifiers of people whose row changed, by list. */
  readonly rows: Readonly<Record<string, ReadonlySet<string>>>;
  /** Lists that were evaluated anew since they were loaded. */
  readonly stale: ReadonlySet<string>;
}

interface LiveChanges extends Changes {
  readonly reload: (worklist: string) => Promise<void>;
  /** This person changed the row; that is nothing to mark. */
  readonly expect: (worklist: string, patient: string) => void;
}

const NONE: Changes = { rows: {}, stale: new Set() };
const NOTHING: ReadonlySet<string> = new Set();

const Context = createContext<LiveChanges>({
  ...NONE,
  reload: async () => undefined,
  expect: () => undefined,
});

function isShown(queries: QueryClient, worklist: string, patient: string): boolean {
  return queries
    .getQueriesData<WorklistPage>({ queryKey: ['worklist_items', worklist] })
    .some(([, page]) => page?.items.some((item) => item.patient.id === patient));
}

function parse(text: string): ServerEvent | undefined {
  try {
    return JSON.parse(text) as ServerEvent;
  } catch {
    return undefined;
  }
}

type Change = (update: (changes: Changes) => Changes) => void;

async function take(queries: QueryClient, event: ServerEvent, own: Set<string>, change: Change): Promise<void> {
  const { worklist, patient } = event;
  if (worklist && event.counts) placeCounts(queries, worklist, event.counts);
  if (event.kind === 'item' && worklist && patient) {
    void queries.invalidateQueries({ queryKey: ['my_work'] });
    const key = `${worklist} ${patient}`;
    if (own.delete(key) || !isShown(queries, worklist, patient)) return;
    placeItem(queries, worklist, await fetchItem(worklist, patient));
    change(({ rows, stale }) => ({
      rows: { ...rows, [worklist]: new Set([...(rows[worklist] ?? []), patient]) },
      stale,
    }));
  }
  // A load ends with an evaluation of everybody it touched.
  if (event.kind === 'evaluation' || event.kind === 'load') {
    void queries.invalidateQueries({ queryKey: ['worklists'] });
    void queries.invalidateQueries({ queryKey: ['worklist'] });
    void queries.invalidateQueries({ queryKey: ['population'] });
    change(({ rows, stale }) => ({ rows, stale: new Set([...stale, worklist ?? 'all']) }));
  }
  if (event.kind === 'load') void queries.invalidateQueries({ queryKey: ['feeds'] });
}

export function LiveChangesHolder({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const { username } = useSession();
  const [changes, setChanges] = useState<Changes>(NONE);
  const own = useMemo(() => new Set<string>(), []);

  useEffect(() => {
    if (typeof EventSource === 'undefined') return undefined;
    const source = new EventSource('/api/events');
    const listen = (message: MessageEvent<string>): void => {
      const event = parse(message.data);
      if (event) void take(queries, event, own, setChanges).catch(() => undefined);
    };
    for (const kind of ['message', 'item', 'evaluation', 'load'] as const) {
      source.addEventListener(kind, listen);
    }
    return () => source.close();
  }, [queries, own, username]);

  const reload = useCallback(
    async (worklist: string) => {
      await reloadPages(queries, worklist);
      setChanges(({ rows, stale }) => ({
        rows: { ...rows, [worklist]: NOTHING },
        stale: new Set([...stale].filter((name) => name !== worklist && name !== 'all')),
      }));
    },
    [queries],
  );
  const expect = useCallback(
    (worklist: string, patient: string) => void own.add(`${worklist} ${patient}`),
    [own],
  );
  const value = useMemo(() => ({ ...changes, reload, expect }), [changes, reload, expect]);
  return <Context value={value}>{children}</Context>;
}

export function useLiveChanges(): LiveChanges {
  return useContext(Context);
}

export function changedRows(changes: Changes, worklist: string): ReadonlySet<string> {
  return changes.rows[worklist] ?? NOTHING;
}
