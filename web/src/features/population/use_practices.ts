import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { Practice } from '../../api/types';

/** The practices that the person signed in may see; they hardly change during a session. */
export function usePractices(): UseQueryResult<Practice[]> {
  return useQuery({
    queryKey: ['practices'],
    queryFn: () => answer(client.GET('/api/practices')),
    staleTime: 5 * 60_000,
  });
}
