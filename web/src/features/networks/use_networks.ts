// What the pages of networks ask the server for.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type { NetworkInView } from '../../api/types';

interface Day {
  readonly as_at?: string;
}

export function useNetworks(day: Day = {}): UseQueryResult<readonly NetworkInView[]> {
  return useQuery({
    queryKey: ['networks', day],
    queryFn: () => answer(client.GET('/api/networks', { params: { query: day } })),
  });
}

export function useNetwork(network: string, day: Day = {}): UseQueryResult<NetworkInView> {
  return useQuery({
    queryKey: ['networks', network, day],
    queryFn: () => answer(client.GET('/api/networks/{network}', { params: { path: { network }, query: day } })),
  });
}
