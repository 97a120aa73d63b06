import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { AccessLog } from '../../api/types';

/** What of the log is asked for; what is left out, the server chooses. */
export interface AccessQuestion {
  readonly from?: string;
  readonly to?: string;
  readonly practice?: string;
  readonly patient?: string;
}

export function useAccessLog(question: AccessQuestion, page: number): UseQueryResult<AccessLog> {
  return useQuery({
    queryKey: ['access-log', question, page],
    queryFn: () => answer(client.GET('/api/access-log', { params: { query: { ...question, page } } })),
    placeholderData: keepPreviousData,
    // Each reading adds to what is read.
    staleTime: 0,
  });
}
