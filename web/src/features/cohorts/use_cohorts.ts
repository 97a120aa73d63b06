// Saved cohorts: asking for them, saving, running cases, comparing.
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import { ProblemError } from '../../api/problem';
import type {
  Cohort, CohortCaseReport, CohortChange, CohortComparison, CohortComparisonQuestion, CohortConflict, CohortCount,
  CohortQuestion, CohortSummary, CohortVersion, CohortVersionDraft, PatientIdentity,
} from '../../api/types';
import type { Draft } from './draft';
import type { FileFormat } from './export_count';
import type { Saving } from './save_form';

export function useCohorts(): UseQueryResult<CohortSummary[]> {
  return useQuery({ queryKey: ['cohorts'], queryFn: () => answer(client.GET('/api/cohorts')) });
}

export function useCohort(cohort: string): UseQueryResult<Cohort> {
  return useQuery({
    queryKey: ['cohort', cohort],
    queryFn: () => answer(client.GET('/api/cohorts/{cohort}', { params: { path: { cohort } } })),
  });
}

/** A version never changes, except that a draft becomes ready. */
export function useVersion(cohort: string, version: number | undefined): UseQueryResult<CohortVersion> {
  return useQuery({
    queryKey: ['cohort', cohort, 'version', version],
    queryFn: () => answer(client.GET('/api/cohorts/{cohort}/versions/{version}', {
      params: { path: { cohort, version: version ?? 1 } },
    })),
    enabled: version !== undefined,
  });
}

export function runCases(draft: Draft): Promise<CohortCaseReport> {
  return answer(client.POST('/api/cohorts/cases', {
    body: {
      text: draft.text,
      cases: draft.cases,
      ...(draft.definition && { definition: draft.definition }),
    },
  }));
}

export function versionDraftOf(draft: Draft, { reason, state }: Saving, basedOn?: number): CohortVersionDraft {
  return {
    text: draft.text,
    base: draft.base,
    cases: draft.cases,
    reason,
    state,
    ...(draft.definition && { definition: draft.definition }),
    ...(basedOn !== undefined && { based_on: basedOn }),
  };
}

export function createCohort(draft: Draft, saving: Saving): Promise<Cohort> {
  const { name, description } = saving;
  return answer(client.POST('/api/cohorts', { body: { name, description, version: versionDraftOf(draft, saving) } }));
}

export function createVersion(cohort: string, draft: Draft, saving: Saving, basedOn: number): Promise<Cohort> {
  return answer(client.POST('/api/cohorts/{cohort}/versions', {
    params: { path: { cohort } },
    body: versionDraftOf(draft, saving, basedOn),
  }));
}

/** What stands in the way of saving, where the server said so: another version, or failing cases. */
export function conflictOf(thrown: unknown): CohortConflict | undefined {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'conflict') return undefined;
  return thrown.said as CohortConflict;
}

export function useChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['cohorts'] }),
      queries.invalidateQueries({ queryKey: ['cohort'] }),
    ]);
  };
}

export function countOf(question: CohortQuestion): Promise<CohortCount> {
  return answer(client.POST('/api/cohorts/count', { body: question }));
}

export function setArchived(cohort: string, archived: boolean): Promise<unknown> {
  return answer(client.PATCH('/api/cohorts/{cohort}', { params: { path: { cohort } }, body: { archived } }));
}

export function markReady(cohort: string, version: number): Promise<unknown> {
  return answer(client.POST('/api/cohorts/{cohort}/versions/{version}/ready', { params: { path: { cohort, version } } }));
}

export function compare(question: CohortComparisonQuestion, signal?: AbortSignal): Promise<CohortComparison> {
  return answer(client.POST('/api/cohorts/compare', { body: question, ...(signal && { signal }) }));
}

export interface PeoplePage {
  readonly items: readonly PatientIdentity[];
  readonly total: number;
  readonly page: number;
  readonly page_size: number;
}

export function countedPeople(question: CohortQuestion, page: number): Promise<PeoplePage> {
  return answer(client.POST('/api/cohorts/people', { body: { ...question, page } }));
}

export function exportPeople(question: CohortQuestion, format: FileFormat): Promise<Blob> {
  const request = client.POST('/api/cohorts/people/export', {
    params: { query: { format } },
    body: { ...question, page: 1 },
    parseAs: 'blob',
  });
  return answer<Blob>(request as Promise<{ data?: Blob }>);
}

export type Movement = 'joined' | 'left';

export interface ChangesPage {
  readonly items: readonly CohortChange[];
  readonly total: number;
  readonly page: number;
  readonly page_size: number;
}

export function changedPeople(question: CohortComparisonQuestion, change: Movement, page: number): Promise<ChangesPage> {
  return answer(client.POST('/api/cohorts/compare/people', { body: { ...question, change, page } }));
}

export function exportChanges(question: CohortComparisonQuestion, change: Movement, format: FileFormat): Promise<Blob> {
  const request = client.POST('/api/cohorts/compare/people/export', {
    params: { query: { format } },
    body: { ...question, change, page: 1 },
    parseAs: 'blob',
  });
  return answer<Blob>(request as Promise<{ data?: Blob }>);
}
