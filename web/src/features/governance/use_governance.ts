// What the pages of a network's people, meetings, actions and checklists ask the server for, on the
// day of the page's address.
import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { Checklists, KeptMeeting, Meeting, MeetingSummary, NetworkAction, NetworkPeople, NetworkPost } from '../../api/types';
import { type Day, useDay } from '../register/use_register';

const at = (network: string) => ({ path: { network } });
const atPaper = (network: string, paper: string) => ({ path: { network, paper } });

/** Of today without a day; what is changed is always of today. */
function key(network: string, what: string, id = '', day: Day = {}): readonly string[] {
  return ['networks', network, what, id, day.as_at ?? ''];
}

/** Keeps the answer of a change in place of what was known before; what else is known of the network is asked for again. */
function useKept<Answer, Change>(place: (answer: Answer) => readonly string[], send: (change: Change) => Promise<Answer>): UseMutationResult<Answer, Error, Change> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (said) => {
      const kept = place(said);
      queries.setQueryData(kept, said);
      // The network's overview, its registration and its approval rest on people and payee.
      void queries.invalidateQueries({ queryKey: kept.slice(0, 2), predicate: ({ queryKey }) => queryKey.join('/') !== kept.join('/') });
      void queries.invalidateQueries({ queryKey: ['approvals'] });
    },
  });
}

export function usePeople(network: string): UseQueryResult<NetworkPeople> {
  const day = useDay();
  return useQuery({
    queryKey: key(network, 'people', '', day),
    queryFn: () => answer(client.GET('/api/networks/{network}/people', { params: { ...at(network), query: day } })),
  });
}

export interface PostChange {
  readonly post: NetworkPost;
  /** Of the post that changes; a new one has none. */
  readonly paper?: { readonly id: string; readonly version: number };
}

export function useSavePost(network: string): UseMutationResult<NetworkPeople, Error, PostChange> {
  return useKept(() => key(network, 'people'), ({ post, paper }: PostChange) => answer(paper
    ? client.POST('/api/networks/{network}/posts/{paper}', { params: atPaper(network, paper.id), body: { based_on: paper.version, post } })
    : client.POST('/api/networks/{network}/posts', { params: at(network), body: { post } })));
}

export type ProposedPayee = Parameters<typeof proposePayee>[1];
function proposePayee(network: string, payee: { readonly kind: 'practice' | 'federation' | 'company' | 'other_provider'; readonly code?: string; readonly name: string; readonly account_holder: string; readonly sort_code: string; readonly account_number: string; readonly from: string; readonly reason: string }): Promise<NetworkPeople> {
  return answer(client.POST('/api/networks/{network}/payees', { params: at(network), body: { payee } }));
}

export function useProposePayee(network: string): UseMutationResult<NetworkPeople, Error, ProposedPayee> {
  return useKept(() => key(network, 'people'), (payee: ProposedPayee) => proposePayee(network, payee));
}

export interface PayeeDecision {
  readonly paper: string;
  readonly decision: 'confirmed' | 'refused';
  readonly because: string;
}

export function useDecidePayee(network: string): UseMutationResult<NetworkPeople, Error, PayeeDecision> {
  return useKept(() => key(network, 'people'), ({ paper, decision, because }: PayeeDecision) => answer(
    client.POST('/api/networks/{network}/payees/{paper}/decision', { params: atPaper(network, paper), body: { decision, because } }),
  ));
}

export function useMeetings(network: string): UseQueryResult<readonly MeetingSummary[]> {
  const day = useDay();
  return useQuery({
    queryKey: key(network, 'meetings', '', day),
    queryFn: () => answer(client.GET('/api/networks/{network}/meetings', { params: { ...at(network), query: day } })),
  });
}

export function useMeeting(network: string, paper: string): UseQueryResult<KeptMeeting> {
  const day = useDay();
  return useQuery({
    queryKey: key(network, 'meeting', paper, day),
    queryFn: () => answer(client.GET('/api/networks/{network}/meetings/{paper}', { params: { ...atPaper(network, paper), query: day } })),
  });
}

export interface MeetingChange {
  readonly meeting: Meeting;
  readonly paper?: { readonly id: string; readonly version: number };
}

export function useSaveMeeting(network: string): UseMutationResult<KeptMeeting, Error, MeetingChange> {
  return useKept((kept: KeptMeeting) => key(network, 'meeting', kept.id), ({ meeting, paper }: MeetingChange) => answer(paper
    ? client.POST('/api/networks/{network}/meetings/{paper}', { params: atPaper(network, paper.id), body: { based_on: paper.version, meeting } })
    : client.POST('/api/networks/{network}/meetings', { params: at(network), body: { meeting } })));
}

export interface VoteCast {
  readonly number: number;
  readonly choice: 'in_favour' | 'against' | 'abstains';
  /** Recorded for this practice; without one the vote is of one's own. */
  readonly practice?: string;
}

export function useVote(network: string, paper: string): UseMutationResult<KeptMeeting, Error, VoteCast> {
  return useKept((kept: KeptMeeting) => key(network, 'meeting', kept.id), ({ number, choice, practice }: VoteCast) => {
    const params = { path: { network, paper, number } };
    return answer(practice
      ? client.POST('/api/networks/{network}/meetings/{paper}/motions/{number}/record', { params, body: { practice, choice } })
      : client.POST('/api/networks/{network}/meetings/{paper}/motions/{number}/vote', { params, body: { choice } }));
  });
}

export function useActions(network: string): UseQueryResult<readonly NetworkAction[]> {
  const day = useDay();
  return useQuery({
    queryKey: key(network, 'actions', '', day),
    queryFn: () => answer(client.GET('/api/networks/{network}/actions', { params: { ...at(network), query: day } })),
  });
}

export interface ActionChange {
  readonly action: { readonly title: string; readonly owner: string; readonly due: string; readonly state: 'open' | 'done' | 'dropped'; readonly meeting?: string; readonly note?: string };
  readonly paper?: { readonly id: string; readonly version: number };
}

export function useSaveAction(network: string): UseMutationResult<NetworkAction[], Error, ActionChange> {
  return useKept(() => key(network, 'actions'), ({ action, paper }: ActionChange) => answer(paper
    ? client.POST('/api/networks/{network}/actions/{paper}', { params: atPaper(network, paper.id), body: { based_on: paper.version, action } })
    : client.POST('/api/networks/{network}/actions', { params: at(network), body: { action } })));
}

export function useChecklists(network: string): UseQueryResult<Checklists> {
  const day = useDay();
  return useQuery({
    queryKey: key(network, 'checklists', '', day),
    queryFn: () => answer(client.GET('/api/networks/{network}/checklists', { params: { ...at(network), query: day } })),
  });
}

export interface MarkChange {
  readonly based_on: number;
  readonly mark: { readonly list: string; readonly item: string; readonly person?: string; readonly state: 'not_started' | 'under_way' | 'met'; readonly on?: string; readonly evidence?: string };
}

export function useMark(network: string): UseMutationResult<Checklists, Error, MarkChange> {
  return useKept(() => key(network, 'checklists'), (body: MarkChange) => answer(
    client.POST('/api/networks/{network}/checklists', { params: at(network), body }),
  ));
}
