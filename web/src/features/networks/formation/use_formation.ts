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

export function useSubmissions(network: string, day: Day = {}): UseQueryResult<readonly RegistrationSubmission[]> {
  return useQuery({
    queryKey: ['networks', network, 'submissions', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/submissions', { params: { path: { network }, query: day } })),
  });
}

export function useApprovals(day: Day = {}): UseQueryResult<ApprovalsInTray> {
  return useQuery({ queryKey: ['approvals', day], queryFn: () => answer(client.GET('/api/approvals', { params: { query: day } })) });
}

export function useReadiness(day: Day = {}): UseQueryResult<Readiness> {
  return useQuery({ queryKey: ['approvals', 'readiness', day], queryFn: () => answer(client.GET('/api/approvals/readiness', { params: { query: day } })) });
}

export function useAreaBatch(day: Day = {}): UseQueryResult<AreaBatch> {
  return useQuery({ queryKey: ['approvals', 'areas', day], queryFn: () => answer(client.GET('/api/approvals/areas', { params: { query: day } })) });
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
