// What the pages of groups of networks ask the server for, and send to it.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { SystemGroup, SystemGroupInView, SystemPlan } from '../../api/types';
import { type Day, type Save, useSave } from './use_partners';

export function useGroups(day: Day): UseQueryResult<readonly SystemGroupInView[]> {
  return useQuery({
    queryKey: ['partners', 'groups', day],
    queryFn: () => answer(client.GET('/api/systems/groups', { params: { query: day } })),
  });
}

export function useGroup(group: string, day: Day): UseQueryResult<SystemGroupInView> {
  return useQuery({
    queryKey: ['partners', 'groups', group, day],
    queryFn: () => answer(client.GET('/api/systems/groups/{group}', { params: { path: { group }, query: day } })),
  });
}

export function useSaveGroup(): Save<SystemGroup> {
  return useSave((group, based) => answer(based
    ? client.PUT('/api/systems/groups/{group}', { params: { path: { group: based.id } }, body: { group, based_on: based.version } })
    : client.POST('/api/systems/groups', { body: { group } })));
}

/** A network writes plans through its own address; a commissioner through the group's. */
export function useSavePlan({ id: group, plans_through: network }: Pick<SystemGroupInView, 'id' | 'plans_through'>): Save<SystemPlan> {
  return useSave((plan, based) => {
    const body = { plan, based_on: based?.version ?? 0 };
    if (network === undefined) {
      return answer(based
        ? client.PUT('/api/systems/groups/{group}/plans/{plan}', { params: { path: { group, plan: based.id } }, body })
        : client.POST('/api/systems/groups/{group}/plans', { params: { path: { group } }, body: { plan } }));
    }
    return answer(based
      ? client.PUT('/api/networks/{network}/systems/{group}/plans/{plan}', { params: { path: { network, group, plan: based.id } }, body })
      : client.POST('/api/networks/{network}/systems/{group}/plans', { params: { path: { network, group } }, body: { plan } }));
  });
}
