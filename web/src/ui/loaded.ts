// What a page knows about something it asked the server for: exactly one of three things.
import type { UseQueryResult } from '@tanstack/react-query';

import type { Problem } from '../api/problem';
import { problemOf } from '../api/problem';

export type Loaded<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem; readonly retry: () => void };

/** A value that is there stays there while it is asked for again. */
export function loaded<T>(query: UseQueryResult<T>): Loaded<T> {
  if (query.data !== undefined) return { state: 'ready', value: query.data };
  if (query.isError) {
    return {
      state: 'failed',
      problem: problemOf(query.error),
      retry: () => void query.refetch(),
    };
  }
  return { state: 'waiting' };
}
