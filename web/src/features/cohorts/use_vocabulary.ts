import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { CohortVocabulary } from '../../api/types';

/** What a text can name. It changes with the content, so not during a session. */
export function useVocabulary(): UseQueryResult<CohortVocabulary> {
  return useQuery({
    queryKey: ['cohort_vocabulary'],
    queryFn: () => answer(client.GET('/api/cohorts/vocabulary')),
    staleTime: Infinity,
  });
}
