// What the register's pages ask the server for. The day stands in the address of the page, so that
// a link shows the same register to everybody.
import {
  keepPreviousData,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useSearchParams } from 'react-router';

import { answer, client } from '../../api/client';
import { today } from '../../ui/text/dates';
import type {
  AreaCheck,
  NetworkCheck,
  RegisterChange,
  RegisterHit,
  RegisterLoad,
  RegisterNetwork,
  RegisterPractice,
  RegisterTotals,
} from '../../api/types';

export interface Day {
  readonly as_at?: string;
}

/** The day of the page's address; none for today, on which things can be changed. */
export function useDay(): Day {
  const [search] = useSearchParams();
  const asAt = search.get('as_at');
  return asAt && asAt !== today() ? { as_at: asAt } : {};
}

/** The address of a page on the same day. */
export function atDay(path: string, day: Day): string {
  if (!day.as_at) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ as_at: day.as_at }).toString()}`;
}

export function useRegister(day: Day): UseQueryResult<RegisterTotals> {
  return useQuery({
    queryKey: ['register', 'totals', day],
    queryFn: () => answer(client.GET('/api/register', { params: { query: day } })),
  });
}

export function useRegisterSearch(question: string, day: Day): UseQueryResult<readonly RegisterHit[]> {
  return useQuery({
    queryKey: ['register', 'search', question, day],
    queryFn: async (): Promise<readonly RegisterHit[]> => {
      const found = await answer(
        client.GET('/api/register/search', { params: { query: { q: question, ...day } } }),
      );
      return found.hits;
    },
    enabled: question !== '',
    placeholderData: keepPreviousData,
  });
}

export function useRegisterNetwork(code: string, day: Day): UseQueryResult<RegisterNetwork> {
  return useQuery({
    queryKey: ['register', 'network', code, day],
    queryFn: () =>
      answer(client.GET('/api/register/networks/{ods_code}', { params: { path: { ods_code: code }, query: day } })),
  });
}

/** Of a commissioner's networks; of England's without a code. */
export function useNetworkCheck(commissioner: string | undefined, day: Day): UseQueryResult<NetworkCheck> {
  const query = { ...day, ...(commissioner !== undefined && { commissioner }) };
  return useQuery({
    queryKey: ['register', 'check', query],
    queryFn: () => answer(client.GET('/api/register/check', { params: { query } })),
  });
}

export function useAreaCheck(commissioner: string, day: Day): UseQueryResult<AreaCheck> {
  return useQuery({
    queryKey: ['register', 'areas', commissioner, day],
    queryFn: () => answer(client.GET('/api/register/areas', { params: { query: { commissioner, ...day } } })),
  });
}

export function useRegisterPractice(code: string, day: Day): UseQueryResult<RegisterPractice> {
  return useQuery({
    queryKey: ['register', 'practice', code, day],
    queryFn: () =>
      answer(client.GET('/api/register/practices/{ods_code}', { params: { path: { ods_code: code }, query: day } })),
  });
}

export function useRegisterChanges(): UseQueryResult<RegisterChange[]> {
  return useQuery({
    queryKey: ['register', 'changes'],
    queryFn: () => answer(client.GET('/api/register/changes')),
  });
}

export type Acceptance = { readonly ids: number[] } | { readonly all: true };

export function useAcceptChanges(): UseMutationResult<{ accepted: number }, Error, Acceptance> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Acceptance) => answer(client.POST('/api/register/changes/accept', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['register'] }),
  });
}

export function useRefusedChanges(): UseQueryResult<RegisterChange[]> {
  return useQuery({
    queryKey: ['register', 'changes', 'refused'],
    queryFn: () => answer(client.GET('/api/register/changes', { params: { query: { state: 'refused' } } })),
  });
}

export interface Refusal {
  readonly ids: number[];
  readonly reason: string;
}

export function useRefuseChanges(): UseMutationResult<{ refused: number }, Error, Refusal> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Refusal) => answer(client.POST('/api/register/changes/refuse', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['register'] }),
  });
}

export function useLoadFile(): UseMutationResult<RegisterLoad, Error, File> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      answer(
        client.POST('/api/register/files', {
          params: { query: { file_name: file.name } },
          headers: { 'Content-Type': 'application/octet-stream' },
          // The description says bytes; the file goes as it is.
          body: '',
          bodySerializer: () => file,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['register'] }),
  });
}
