// What the pages of partners, teams, systems and suppliers ask the server for.
import { keepPreviousData, useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type {
  DigitalSuppliers, DirectoryImport, KeptPaper, Partner, PartnerAgreements, PartnerCatalogue, PartnerDirectory, PartnerTeams,
} from '../../api/types';

export interface Day {
  readonly as_at?: string;
}
const of = (network: string) => ({ path: { network } });

export function useCatalogue(): UseQueryResult<PartnerCatalogue> {
  return useQuery({ queryKey: ['partners', 'catalogue'], queryFn: () => answer(client.GET('/api/partners/catalogue')), staleTime: 300_000 });
}

export interface DirectoryQuestion extends Day {
  readonly q: string;
  readonly kind: string;
}

export function useDirectory(network: string, { q, kind, ...day }: DirectoryQuestion): UseQueryResult<PartnerDirectory> {
  const query = { ...day, ...(q && { q }), ...(kind && { kind }) };
  return useQuery({
    queryKey: ['partners', network, 'directory', query],
    queryFn: () => answer(client.GET('/api/networks/{network}/partners', { params: { ...of(network), query } })),
    placeholderData: keepPreviousData,
  });
}

export function useAgreements(network: string, day: Day): UseQueryResult<PartnerAgreements> {
  return useQuery({
    queryKey: ['partners', network, 'agreements', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/partner-agreements', { params: { ...of(network), query: day } })),
  });
}

export function useTeams(network: string, day: Day): UseQueryResult<PartnerTeams> {
  return useQuery({
    queryKey: ['partners', network, 'teams', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/teams', { params: { ...of(network), query: day } })),
  });
}

export function useSuppliers(network: string, day: Day): UseQueryResult<DigitalSuppliers> {
  return useQuery({
    queryKey: ['partners', network, 'suppliers', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/suppliers', { params: { ...of(network), query: day } })),
  });
}

/** Whatever is added may alter every list of these pages. */
function useAdding<Sent, Said>(send: (sent: Sent) => Promise<Said>): UseMutationResult<Said, Error, Sent> {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['partners'] }) });
}

export function useAddPartner(network: string): UseMutationResult<KeptPaper, Error, Partner> {
  return useAdding((partner) => answer(client.POST('/api/networks/{network}/partners', { params: of(network), body: { partner } })));
}

export function useImport(network: string): UseMutationResult<DirectoryImport, Error, File> {
  return useAdding((file) => answer(client.POST('/api/networks/{network}/partners/import', {
    params: { ...of(network), query: { file_name: file.name } },
    body: file as unknown as string,
    bodySerializer: (body) => body,
    headers: { 'Content-Type': 'text/csv' },
  })));
}
