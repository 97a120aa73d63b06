// What the pages of requests for changes, and of groups of networks, ask the server for.
import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { ChangeDecision, ChangeInView, ChangeList, ChangePreview, ChangeRequest, KeptChange, NamingChange, NetworkGroup, NetworkGroupInView } from '../../api/types';

export interface Day {
  readonly as_at?: string;
}

/** A request at its version: of another network's too, which then stands in the address. */
export interface Place {
  readonly network: string;
  readonly change: string;
}

export function useChanges(network: string, day: Day): UseQueryResult<ChangeList> {
  return useQuery({
    queryKey: ['networks', network, 'changes', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/changes', { params: { path: { network }, query: day } })),
  });
}

/** Sent requests of any network that name the organisation of whoever is signed in. */
export function useChangesNaming(day: Day): UseQueryResult<{ readonly as_at: string; readonly changes: readonly NamingChange[] }> {
  return useQuery({ queryKey: ['networks', 'changes naming', day], queryFn: () => answer(client.GET('/api/changes', { params: { query: day } })) });
}

export function useChange(place: Place): UseQueryResult<ChangeInView> {
  return useQuery({
    queryKey: ['networks', place.network, 'change', place.change],
    queryFn: () => answer(client.GET('/api/networks/{network}/changes/{change}', { params: { path: place } })),
  });
}

/** Worked out anew for each version; a draft that lacks its subject has none. */
export function usePreview(place: Place, version: number): UseQueryResult<ChangePreview> {
  return useQuery({
    queryKey: ['networks', place.network, 'change', place.change, 'preview', version],
    queryFn: () => answer(client.GET('/api/networks/{network}/changes/{change}/preview', { params: { path: place } })),
  });
}

/** Sends something; an approval alters networks, the register and groups, so all is asked again. */
function useSent<Sent>(send: (sent: Sent) => Promise<KeptChange>): UseMutationResult<KeptChange, Error, Sent> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all(['networks', 'approvals', 'groups', 'register', 'areas'].map((first) => queries.invalidateQueries({ queryKey: [first] }))),
  });
}

export function useBegin(network: string): UseMutationResult<KeptChange, Error, ChangeRequest> {
  return useSent((request) => answer(client.POST('/api/networks/{network}/changes', { params: { path: { network } }, body: { request } })));
}

export function useSave(place: Place, version: number): UseMutationResult<KeptChange, Error, ChangeRequest> {
  return useSent((request) => answer(client.PUT('/api/networks/{network}/changes/{change}', { params: { path: place }, body: { based_on: version, request } })));
}

export function useAgree(place: Place, version: number): UseMutationResult<KeptChange, Error, boolean> {
  return useSent((agrees) => answer(client.POST('/api/networks/{network}/changes/{change}/agree', { params: { path: place }, body: { based_on: version, agrees } })));
}

export function useSend(place: Place, version: number): UseMutationResult<KeptChange, Error, undefined> {
  return useSent(() => answer(client.POST('/api/networks/{network}/changes/{change}/send', { params: { path: place }, body: { based_on: version } })));
}

export function useWithdraw(place: Place, version: number): UseMutationResult<KeptChange, Error, string> {
  return useSent((reason) => answer(client.POST('/api/networks/{network}/changes/{change}/withdraw', { params: { path: place }, body: { based_on: version, reason } })));
}

export function useDecide(change: string): UseMutationResult<KeptChange, Error, ChangeDecision> {
  return useSent((body) => answer(client.POST('/api/approvals/changes/{change}', { params: { path: { change } }, body })));
}

export function useGroups(day: Day): UseQueryResult<{ readonly as_at: string; readonly groups: readonly NetworkGroup[] }> {
  return useQuery({ queryKey: ['groups', day], queryFn: () => answer(client.GET('/api/groups', { params: { query: day } })) });
}

export function useGroup(group: string, day: Day): UseQueryResult<NetworkGroupInView> {
  return useQuery({
    queryKey: ['groups', group, day],
    queryFn: () => answer(client.GET('/api/groups/{group}', { params: { path: { group }, query: day } })),
  });
}
