// What the page of a network's contracts asks the server for, and what it sends.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../../api/client';
import type { NetworkContracts } from '../../../api/types';
import type { Day } from '../../register/use_register';

export function useContracts(network: string, day: Day): UseQueryResult<NetworkContracts> {
  return useQuery({
    queryKey: ['networks', network, 'contracts', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/contracts', { params: { path: { network }, query: day } })),
  });
}

export interface YearChoice {
  readonly year: string;
  readonly takes_part: boolean;
  readonly reason: string;
  readonly based_on: number;
}
export const sendChoice = (network: string, ods_code: string) => (body: YearChoice): Promise<{ version: number }> =>
  answer(client.POST('/api/networks/{network}/contracts/{ods_code}/years', { params: { path: { network, ods_code } }, body }));

export interface CoreContract {
  readonly type: 'GMS' | 'PMS' | 'APMS';
  readonly reference: string;
  readonly based_on: number;
}
export const sendCore = (network: string, ods_code: string) => (body: CoreContract): Promise<{ version: number }> =>
  answer(client.PUT('/api/networks/{network}/contracts/{ods_code}', { params: { path: { network, ods_code } }, body }));
