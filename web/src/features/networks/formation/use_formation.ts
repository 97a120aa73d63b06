// What the pages of registration and review ask the server for, and what they send.
import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../../api/client';
import type { ApprovalsInTray, AreaBatch, NetworkReview, Readiness, Registration, RegistrationInView, RegistrationSubmission, ReviewStep } from '../../../api/types';

interface Day {
  readonly as_at?: string;
}
const at = (network: string) => ({ params: { path: { network } } });

export function useRegistration(network: string, day: Day = {}): UseQueryResult<RegistrationInView> {
  return useQuery({
    queryKey: ['networks', network, 'registration', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/registration', { params: { path: { network }, query: day } })),
  });
}

export function useReview(network: string, day: Day = {}): UseQueryResult<NetworkReview> {
  return useQuery({
    queryKey: ['networks', network, 'review', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/review', { params: { path: { network }, query: day } })),
  });
}

export function useSubmissions(network: string): UseQueryResult<readonly RegistrationSubmission[]> {
  return useQuery({
    queryKey: ['networks', network, 'submissions'],
    queryFn: () => answer(client.GET('/api/networks/{network}/submissions', at(network))),
  });
}

export function useApprovals(): UseQueryResult<ApprovalsInTray> {
  return useQuery({ queryKey: ['approvals'], queryFn: () => answer(client.GET('/api/approvals')) });
}

export function useReadiness(): UseQueryResult<Readiness> {
  return useQuery({ queryKey: ['approvals', 'readiness'], queryFn: () => answer(client.GET('/api/approvals/readiness')) });
}

export function useAreaBatch(): UseQueryResult<AreaBatch> {
  return useQuery({ queryKey: ['approvals', 'areas'], queryFn: () => answer(client.GET('/api/approvals/areas')) });
}

/** Sends something, then asks again for everything about networks. */
export function useSending<Sent, Back>(send: (sent: Sent) => Promise<Back>): UseMutationResult<Back, Error, Sent> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all([
      queries.invalidateQueries({ queryKey: ['networks'] }),
      queries.invalidateQueries({ queryKey: ['approvals'] }),
    ]),
  });
}

export interface Beginning {
  readonly name: string;
  readonly commissioner: string;
  readonly starts: string;
}

export const sendBeginning = (body: Beginning): Promise<{ id: string }> => answer(client.POST('/api/networks', { body }));

export function sendRegistration(network: string, based_on: number): (registration: Registration) => Promise<unknown> {
  return (registration) => answer(client.PUT('/api/networks/{network}/registration', { ...at(network), body: { based_on, registration } }));
}

export function sendAcceptance(network: string, version: number): (accepts: boolean) => Promise<unknown> {
  return (accepts) => answer(client.PUT('/api/networks/{network}/registration/area-acceptance', { ...at(network), body: { version, accepts } }));
}

export const sendSubmission = (network: string) => (based_on: number): Promise<unknown> =>
  answer(client.POST('/api/networks/{network}/submissions', { ...at(network), body: { based_on } }));

export const sendStep = (network: string) => (body: ReviewStep): Promise<{ said: string }> =>
  answer(body.step === 'withdraw' || body.step === 'leave'
    ? client.POST('/api/networks/{network}/withdrawal', { ...at(network), body })
    : client.POST('/api/networks/{network}/review', { ...at(network), body }));

export async function listsOn(network: string, dated: string): Promise<readonly { practice: string; patients?: number }[]> {
  const lists = await answer(client.GET('/api/networks/{network}/registration/lists', { params: { path: { network }, query: { dated } } }));
  return lists.rows;
}
