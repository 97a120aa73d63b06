// What the pages of areas ask the server for. Maps change with the register only: the browser keeps
// them and asks whether they still hold.
import { keepPreviousData, useMutation, type UseMutationResult, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { answer, client } from '../../api/client';
import type {
  AreaProfile, EnglandCoverage, NetworkArea, NetworkMap, ProposedAreaCheck, SmallAreaMap, SuggestedArea,
} from '../../api/types';

export interface Day {
  readonly as_at?: string;
}

export function useSmallAreaMap(commissioner: string, day: Day = {}): UseQueryResult<SmallAreaMap> {
  return useQuery({
    queryKey: ['areas', 'small-areas', commissioner, day],
    queryFn: () => answer(client.GET('/api/areas/commissioners/{ods_code}/small-areas', { params: { path: { ods_code: commissioner }, query: day } })),
    staleTime: 300_000,
    enabled: commissioner !== '',
  });
}

export function useNetworksMap(commissioner: string, day: Day = {}): UseQueryResult<NetworkMap> {
  return useQuery({
    queryKey: ['areas', 'networks', commissioner, day],
    queryFn: () => answer(client.GET('/api/areas/commissioners/{ods_code}/networks', { params: { path: { ods_code: commissioner }, query: day } })),
    staleTime: 300_000,
  });
}

export function useNetworkMap(network: string, day: Day = {}): UseQueryResult<NetworkMap> {
  return useQuery({
    queryKey: ['areas', 'network', network, day],
    queryFn: () => answer(client.GET('/api/areas/networks/{ods_code}/map', { params: { path: { ods_code: network }, query: day } })),
  });
}

/** For pages without signing in, as at today. */
export function usePublicNetworkMap(network: string, day: Day): UseQueryResult<NetworkMap> {
  return useQuery({
    queryKey: ['public', 'network-map', network, day],
    queryFn: () => answer(client.GET('/api/public/networks/{ods_code}/map', { params: { path: { ods_code: network }, query: day } })),
  });
}

export function useCommissionerProfile(commissioner: string, day: Day): UseQueryResult<AreaProfile> {
  return useQuery({
    queryKey: ['areas', 'profile', commissioner, day],
    queryFn: () => answer(client.GET('/api/areas/commissioners/{ods_code}/profile', { params: { path: { ods_code: commissioner }, query: day } })),
  });
}

export function useNetworkProfile(network: string, day: Day): UseQueryResult<AreaProfile> {
  return useQuery({
    queryKey: ['areas', 'network-profile', network, day],
    queryFn: () => answer(client.GET('/api/areas/networks/{ods_code}/profile', { params: { path: { ods_code: network }, query: day } })),
  });
}

export function useEnglandCoverage(day: Day): UseQueryResult<EnglandCoverage> {
  return useQuery({
    queryKey: ['areas', 'coverage', day],
    queryFn: () => answer(client.GET('/api/areas/coverage', { params: { query: day } })),
  });
}

export interface AreaQuestion {
  readonly commissioner: string;
  readonly network?: string | undefined;
  readonly members: readonly string[];
  readonly area: NetworkArea;
  readonly day: Day;
}

/** The value as it was when it last stood still for a moment, so that quick choices ask once. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

export function useProposedAreaCheck(question: AreaQuestion): UseQueryResult<ProposedAreaCheck> {
  const { commissioner, network, members, area, day } = question;
  const body = { commissioner, members: [...members], area, ...(network !== undefined && { network }) };
  return useQuery({
    queryKey: ['areas', 'check', day, body],
    queryFn: () => answer(client.POST('/api/areas/check', { params: { query: day }, body })),
    placeholderData: keepPreviousData,
    enabled: commissioner !== '',
  });
}

export interface SuggestionQuestion {
  readonly commissioner: string;
  readonly members: readonly string[];
  readonly day: Day;
}

export function useSuggestedArea(): UseMutationResult<SuggestedArea, Error, SuggestionQuestion> {
  return useMutation({
    mutationFn: ({ commissioner, members, day }: SuggestionQuestion) =>
      answer(client.POST('/api/areas/suggestion', { params: { query: day }, body: { commissioner, members: [...members] } })),
  });
}
