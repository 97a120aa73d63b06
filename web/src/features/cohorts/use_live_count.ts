// The count of a text while it is written: asked at each pause, older requests stopped, the last good
// count kept while the text has mistakes.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { answer, client } from '../../api/client';
import { type Problem, ProblemError, problemOf } from '../../api/problem';
import type { CohortCount, CohortDiagnostic, CohortErrors, CohortQuestion } from '../../api/types';

export const PAUSE_MILLISECONDS = 300;

export interface Counted {
  readonly count: CohortCount;
  readonly question: CohortQuestion;
}

export interface Mistakes {
  /** The text that has them. */
  readonly text: string;
  readonly diagnostics: readonly CohortDiagnostic[];
}

export type Standing =
  | { readonly state: 'nothing' }
  | { readonly state: 'counting' }
  | { readonly state: 'counted' }
  | { readonly state: 'mistaken' }
  | { readonly state: 'failed'; readonly problem: Problem; readonly retry: () => void };

export interface LiveCount {
  readonly standing: Standing;
  /** The last good count; of an older question unless the standing is `counted`. */
  readonly last: Counted | undefined;
  /** Of the last answer, until a text without mistakes was counted. */
  readonly mistakes: Mistakes | undefined;
}

/** The mistakes in a refusal; undefined where it was refused for something else. */
export function mistakesOf(thrown: unknown, text: string): Mistakes | undefined {
  if (!(thrown instanceof ProblemError)) return undefined;
  const { diagnostics } = (thrown.said ?? {}) as Partial<CohortErrors>;
  return Array.isArray(diagnostics) ? { text, diagnostics } : undefined;
}

/** A value that has not changed for a while. The first one is taken at once. */
function useAfterPause<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
    // Equal questions are one question.
  }, [text, milliseconds]);
  return settled;
}

function isSame(one: CohortQuestion, other: CohortQuestion): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function useLiveCount(question: CohortQuestion): LiveCount {
  const settled = useAfterPause(question, PAUSE_MILLISECONDS);
  // Two pages of one person count beside each other; within a page the newer stops the older.
  const [editor] = useState(() => Math.random().toString(36).slice(2));
  const isEmpty = settled.text.trim() === '';
  const query = useQuery({
    queryKey: ['cohort_count', settled],
    queryFn: ({ signal }) => answer(client.POST('/api/cohorts/count', { body: { ...settled, editor }, signal })),
    enabled: !isEmpty,
    retry: false,
    gcTime: 60_000,
  });

  // What the last answers said, for as long as the next one is awaited.
  const last = useRef<Counted>(undefined);
  const mistakes = useRef<Mistakes>(undefined);
  const refused = useRef<Error>(undefined);
  if (isEmpty) {
    last.current = undefined;
    mistakes.current = undefined;
    refused.current = undefined;
  } else if (query.isSuccess) {
    if (last.current?.count !== query.data) last.current = { count: query.data, question: settled };
    mistakes.current = undefined;
    refused.current = undefined;
  } else if (query.isError && query.error !== refused.current) {
    mistakes.current = mistakesOf(query.error, settled.text);
    refused.current = query.error;
  }

  const standing = ((): Standing => {
    if (question.text.trim() === '') return { state: 'nothing' };
    if (query.isFetching || !isSame(question, settled)) return { state: 'counting' };
    if (query.isError) {
      if (mistakes.current) return { state: 'mistaken' };
      return { state: 'failed', problem: problemOf(query.error), retry: () => void query.refetch() };
    }
    return query.isSuccess ? { state: 'counted' } : { state: 'counting' };
  })();
  return { standing, last: last.current, mistakes: mistakes.current };
}
