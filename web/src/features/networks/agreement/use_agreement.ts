// What the pages of a network's agreement ask the server for, and send to it.
import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../../api/client';
import type {
  AgreementComparison, AgreementInView, AgreementOnNextForm, AgreementSave, AgreementSigning, AgreementVersion,
} from '../../../api/types';

interface Day {
  readonly as_at?: string;
}

export function useAgreement(network: string, day: Day = {}): UseQueryResult<AgreementInView> {
  return useQuery({
    queryKey: ['networks', network, 'agreement', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/agreement', { params: { path: { network }, query: day } })),
  });
}

export function useAgreementVersions(network: string, day: Day = {}): UseQueryResult<readonly AgreementVersion[]> {
  return useQuery({
    queryKey: ['networks', network, 'agreement', 'versions', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/agreement/versions', { params: { path: { network }, query: day } })),
  });
}

export function useAgreementComparison(network: string, before: number, after: number): UseQueryResult<AgreementComparison> {
  return useQuery({
    queryKey: ['networks', network, 'agreement', 'difference', before, after],
    queryFn: () =>
      answer(client.GET('/api/networks/{network}/agreement/difference', { params: { path: { network }, query: { before, after } } })),
    enabled: before > 0 && after > 0,
  });
}

export function useAgreementOnNextForm(network: string): UseQueryResult<AgreementOnNextForm> {
  return useQuery({
    queryKey: ['networks', network, 'agreement', 'next-form'],
    queryFn: () => answer(client.GET('/api/networks/{network}/agreement/next-form', { params: { path: { network } } })),
  });
}

/** After a change everything of the network is asked for again: its stage may hang on the agreement. */
function useChange<Sent, Got>(network: string, send: (sent: Sent) => Promise<Got>): UseMutationResult<Got, Error, Sent> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['networks', network] }),
  });
}

export function useSaveAgreement(network: string): UseMutationResult<{ version: number; is_changed: boolean }, Error, AgreementSave> {
  return useChange(network, (body: AgreementSave) =>
    answer(client.PUT('/api/networks/{network}/agreement', { params: { path: { network } }, body })));
}

export function useSignAgreement(network: string): UseMutationResult<{ version: number }, Error, AgreementSigning> {
  return useChange(network, (body: AgreementSigning) =>
    answer(client.POST('/api/networks/{network}/agreement/signatures', { params: { path: { network } }, body })));
}

export function useConfirmAgreement(network: string): UseMutationResult<{ confirmed_on: string }, Error, string> {
  return useChange(network, (hash: string) =>
    answer(client.POST('/api/networks/{network}/agreement/confirmation', { params: { path: { network } }, body: { hash } })));
}
