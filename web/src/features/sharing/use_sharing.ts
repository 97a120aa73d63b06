// What the pages of data-sharing agreements ask the server for, and do.
import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { SharingAgreement, SharingAgreements, SharingReach, SharingText } from '../../api/types';

interface Day {
  readonly as_at?: string;
}

export function useReach(): UseQueryResult<SharingReach> {
  return useQuery({
    queryKey: ['sharing', 'reach'],
    queryFn: () => answer(client.GET('/api/sharing/reach')),
  });
}

export function useAgreements(day: Day): UseQueryResult<SharingAgreements> {
  return useQuery({
    queryKey: ['sharing', 'agreements', day],
    queryFn: () => answer(client.GET('/api/sharing/agreements', { params: { query: day } })),
  });
}

export function useAgreement(agreement: string, day: Day = {}): UseQueryResult<SharingAgreement> {
  return useQuery({
    queryKey: ['sharing', 'agreement', agreement, day],
    queryFn: () =>
      answer(client.GET('/api/sharing/agreements/{agreement}', { params: { path: { agreement }, query: day } })),
  });
}

/** Everything that was shown before may be out of reach now, so all of it is asked for again. */
function useForgetAll(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries();
}

export function useDraftAgreement(): UseMutationResult<SharingAgreement, Error, SharingText> {
  const forget = useForgetAll();
  return useMutation({
    mutationFn: (text: SharingText) => answer(client.POST('/api/sharing/agreements', { body: { text } })),
    onSuccess: forget,
  });
}

export interface TextChange {
  readonly based_on: number;
  readonly text: SharingText;
}

export function useChangeAgreement(agreement: string): UseMutationResult<SharingAgreement, Error, TextChange> {
  const forget = useForgetAll();
  return useMutation({
    mutationFn: (body: TextChange) =>
      answer(client.POST('/api/sharing/agreements/{agreement}/versions', { params: { path: { agreement } }, body })),
    onSuccess: forget,
  });
}

export function useSignAgreement(agreement: string): UseMutationResult<SharingAgreement, Error, string> {
  const forget = useForgetAll();
  return useMutation({
    mutationFn: (hash: string) =>
      answer(client.POST('/api/sharing/agreements/{agreement}/signatures', { params: { path: { agreement } }, body: { hash } })),
    onSuccess: forget,
  });
}

export interface AgreementStop {
  readonly kind: 'suspended' | 'resumed' | 'ended';
  readonly reason: string;
}

export function useStopAgreement(agreement: string): UseMutationResult<SharingAgreement, Error, AgreementStop> {
  const forget = useForgetAll();
  return useMutation({
    mutationFn: (body: AgreementStop) =>
      answer(client.POST('/api/sharing/agreements/{agreement}/stops', { params: { path: { agreement } }, body })),
    onSuccess: forget,
  });
}
