// What the pages of the commissioner's programme ask the server for.
import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type {
  KeptPaper, Programme, ProgrammeAction, ProgrammeGroup, ProgrammeGroups, ProgrammeMeeting, ProgrammePrinciples, ProgrammeTeam,
  ProgrammeWorkstream, SupportQuestion, SupportRequests, SupportStepSent,
} from '../../api/types';
import { type Day, useDay } from '../register/use_register';

/** Whether the commissioner's forms are shown: on today's page only. */
export function useDecides(programme: Programme): boolean {
  const day = useDay();
  return programme.part === 'commissioner' && !day.as_at;
}

export function useProgramme(day: Day): UseQueryResult<Programme> {
  return useQuery({ queryKey: ['programme', 'overview', day], queryFn: () => answer(client.GET('/api/programme', { params: { query: day } })) });
}

export function useGroups(day: Day): UseQueryResult<ProgrammeGroups> {
  return useQuery({ queryKey: ['programme', 'groups', day], queryFn: () => answer(client.GET('/api/programme/groups', { params: { query: day } })) });
}

export function useSupport(day: Day): UseQueryResult<SupportRequests> {
  return useQuery({ queryKey: ['programme', 'support', day], queryFn: () => answer(client.GET('/api/programme/support', { params: { query: day } })) });
}

/** Every change may alter what is missing, so all of the programme is asked for again. */
function useChange<Sent>(send: (sent: Sent) => Promise<KeptPaper>): UseMutationResult<KeptPaper, Error, Sent> {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['programme'] }) });
}

/** The paper that changes; a new one has none. */
export interface Based {
  readonly paper?: { readonly id: string; readonly version: number };
}

export function useSaveGroup(): UseMutationResult<KeptPaper, Error, Based & { readonly group: ProgrammeGroup }> {
  return useChange(({ group, paper }) => answer(paper
    ? client.PUT('/api/programme/groups/{paper}', { params: { path: { paper: paper.id } }, body: { based_on: paper.version, group } })
    : client.POST('/api/programme/groups', { body: { group } })));
}

export function useSaveMeeting(): UseMutationResult<KeptPaper, Error, Based & { readonly meeting: ProgrammeMeeting }> {
  return useChange(({ meeting, paper }) => answer(paper
    ? client.PUT('/api/programme/meetings/{paper}', { params: { path: { paper: paper.id } }, body: { based_on: paper.version, meeting } })
    : client.POST('/api/programme/meetings', { body: { meeting } })));
}

export function useSaveAction(): UseMutationResult<KeptPaper, Error, Based & { readonly action: ProgrammeAction }> {
  return useChange(({ action, paper }) => answer(paper
    ? client.PUT('/api/programme/actions/{paper}', { params: { path: { paper: paper.id } }, body: { based_on: paper.version, action } })
    : client.POST('/api/programme/actions', { body: { action } })));
}

export function useSaveWorkstream(): UseMutationResult<KeptPaper, Error, Based & { readonly workstream: ProgrammeWorkstream }> {
  return useChange(({ workstream, paper }) => answer(paper
    ? client.PUT('/api/programme/workstreams/{paper}', { params: { path: { paper: paper.id } }, body: { based_on: paper.version, workstream } })
    : client.POST('/api/programme/workstreams', { body: { workstream } })));
}

export function useSaveTeam(): UseMutationResult<KeptPaper, Error, Based & { readonly team: ProgrammeTeam }> {
  return useChange(({ team, paper }) => answer(paper
    ? client.PUT('/api/programme/teams/{paper}', { params: { path: { paper: paper.id } }, body: { based_on: paper.version, team } })
    : client.POST('/api/programme/teams', { body: { team } })));
}

export function useAdoptPrinciples(): UseMutationResult<KeptPaper, Error, { readonly based_on: number; readonly principles: ProgrammePrinciples }> {
  return useChange((body) => answer(client.PUT('/api/programme/principles', { body })));
}

export function useAskForSupport(): UseMutationResult<KeptPaper, Error, SupportQuestion> {
  return useChange((request) => answer(client.POST('/api/programme/support', { body: { request } })));
}

export interface SupportMove {
  readonly paper: { readonly id: string; readonly version: number };
  readonly step: SupportStepSent;
}

/** A step of the commissioner, or of whoever asked. */
export function useSupportStep(side: 'programme' | 'asker'): UseMutationResult<KeptPaper, Error, SupportMove> {
  return useChange(({ paper, step }) => {
    const sent = { params: { path: { paper: paper.id } }, body: { based_on: paper.version, step } };
    return answer(side === 'programme'
      ? client.POST('/api/programme/support/{paper}/steps', sent)
      : client.POST('/api/programme/support/{paper}/reply', sent));
  });
}
