// What the pages of partners, teams and suppliers ask the server for, and send to it. Each list is
// that of one network, or without a network the one that a commissioner shares with all its networks.
import { keepPreviousData, useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import { answer, client } from '../../api/client';
import type {
  DigitalSupplier, DigitalSuppliers, DirectoryImport, KeptPaper, OutOfArea, Partner, PartnerAgreement, PartnerAgreements, PartnerCatalogue,
  PartnerDirectory, PartnerTeam, PartnerTeams, SupplierChoice, TeamCoverage,
} from '../../api/types';

export interface Day {
  readonly as_at?: string;
}

/** Whose entries: a network's, or without one those that a commissioner shares. */
export interface Owner {
  readonly network?: string;
}

const of = (network: string) => ({ path: { network } });
const nameOf = ({ network }: Owner): string => network ?? 'shared';

export function useCatalogue(): UseQueryResult<PartnerCatalogue> {
  return useQuery({ queryKey: ['partners', 'catalogue'], queryFn: () => answer(client.GET('/api/partners/catalogue')), staleTime: 300_000 });
}

export interface DirectoryQuestion extends Day {
  readonly q: string;
  readonly kind: string;
}

export function useDirectory(owner: Owner, { q, kind, ...day }: DirectoryQuestion): UseQueryResult<PartnerDirectory> {
  const query = { ...day, ...(q && { q }), ...(kind && { kind }) };
  return useQuery({
    queryKey: ['partners', nameOf(owner), 'directory', query],
    queryFn: () => answer(owner.network
      ? client.GET('/api/networks/{network}/partners', { params: { ...of(owner.network), query } })
      : client.GET('/api/systems/directory', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useAgreements(network: string, day: Day): UseQueryResult<PartnerAgreements> {
  return useQuery({
    queryKey: ['partners', network, 'agreements', day],
    queryFn: () => answer(client.GET('/api/networks/{network}/partner-agreements', { params: { ...of(network), query: day } })),
  });
}

export function useTeams(owner: Owner, day: Day): UseQueryResult<PartnerTeams> {
  return useQuery({
    queryKey: ['partners', nameOf(owner), 'teams', day],
    queryFn: () => answer(owner.network
      ? client.GET('/api/networks/{network}/teams', { params: { ...of(owner.network), query: day } })
      : client.GET('/api/systems/teams', { params: { query: day } })),
  });
}

export function useCoverage(owner: Owner, day: Day): UseQueryResult<TeamCoverage> {
  return useQuery({
    queryKey: ['partners', nameOf(owner), 'coverage', day],
    queryFn: () => answer(owner.network
      ? client.GET('/api/networks/{network}/team-coverage', { params: { ...of(owner.network), query: day } })
      : client.GET('/api/systems/team-coverage', { params: { query: day } })),
  });
}

export function useSuppliers(owner: Owner, day: Day): UseQueryResult<DigitalSuppliers> {
  return useQuery({
    queryKey: ['partners', nameOf(owner), 'suppliers', day],
    queryFn: () => answer(owner.network
      ? client.GET('/api/networks/{network}/suppliers', { params: { ...of(owner.network), query: day } })
      : client.GET('/api/systems/suppliers', { params: { query: day } })),
  });
}

/** The entry that a change is of, in the version that was shown. */
export interface Based {
  readonly id: string;
  readonly version: number;
}

export type Save<Text> = (text: Text, based: Based | undefined) => Promise<KeptPaper>;

/** Sends a text as a new entry, or as the version after the one it is based on. Whatever is kept may
 * alter every list of these pages. */
export function useSave<Text>(send: Save<Text>): Save<Text> {
  const queries = useQueryClient();
  return async (text, based) => {
    const kept = await send(text, based);
    await queries.invalidateQueries({ queryKey: ['partners'] });
    return kept;
  };
}

export function useSavePartner({ network }: Owner): Save<Partner> {
  return useSave((partner, based) => {
    const entry = { partner: based?.id ?? '' };
    const body = { partner, based_on: based?.version ?? 0 };
    if (network === undefined) {
      return answer(based
        ? client.PUT('/api/systems/directory/{partner}', { params: { path: entry }, body })
        : client.POST('/api/systems/directory', { body: { partner } }));
    }
    return answer(based
      ? client.PUT('/api/networks/{network}/partners/{partner}', { params: { path: { network, ...entry } }, body })
      : client.POST('/api/networks/{network}/partners', { params: of(network), body: { partner } }));
  });
}

export function useSaveAgreement(network: string): Save<PartnerAgreement> {
  return useSave((agreement, based) => answer(based
    ? client.PUT('/api/networks/{network}/partner-agreements/{partner_agreement}', {
      params: { path: { network, partner_agreement: based.id } }, body: { agreement, based_on: based.version },
    })
    : client.POST('/api/networks/{network}/partner-agreements', { params: of(network), body: { agreement } })));
}

export function useSaveTeam({ network }: Owner): Save<PartnerTeam> {
  return useSave((team, based) => {
    const body = { team, based_on: based?.version ?? 0 };
    if (network === undefined) {
      return answer(based
        ? client.PUT('/api/systems/teams/{team}', { params: { path: { team: based.id } }, body })
        : client.POST('/api/systems/teams', { body: { team } }));
    }
    return answer(based
      ? client.PUT('/api/networks/{network}/teams/{team}', { params: { path: { network, team: based.id } }, body })
      : client.POST('/api/networks/{network}/teams', { params: of(network), body: { team } }));
  });
}

export function useSaveSupplier({ network }: Owner): Save<DigitalSupplier> {
  return useSave((supplier, based) => {
    const body = { supplier, based_on: based?.version ?? 0 };
    if (network === undefined) {
      return answer(based
        ? client.PUT('/api/systems/suppliers/{supplier}', { params: { path: { supplier: based.id } }, body })
        : client.POST('/api/systems/suppliers', { body: { supplier } }));
    }
    return answer(based
      ? client.PUT('/api/networks/{network}/suppliers/{supplier}', { params: { path: { network, supplier: based.id } }, body })
      : client.POST('/api/networks/{network}/suppliers', { params: of(network), body: { supplier } }));
  });
}

export function useSaveChoice(network: string): Save<SupplierChoice> {
  return useSave((choice, based) => answer(based
    ? client.PUT('/api/networks/{network}/supplier-choices/{choice}', { params: { path: { network, choice: based.id } }, body: { choice, based_on: based.version } })
    : client.POST('/api/networks/{network}/supplier-choices', { params: of(network), body: { choice } })));
}

/** Of one practice: its id is the practice's code, from the first version on. */
export function useSaveOutOfArea(network: string, practice: string): Save<OutOfArea> {
  return useSave((out_of_area, based) => answer(client.PUT('/api/networks/{network}/out-of-area/{ods_code}', {
    params: { path: { network, ods_code: practice } }, body: { out_of_area, ...(based && { based_on: based.version }) },
  })));
}

export function useImport({ network }: Owner): UseMutationResult<DirectoryImport, Error, File> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const sent = {
        body: file as unknown as string, bodySerializer: (body: unknown) => body as BodyInit, headers: { 'Content-Type': 'text/csv' },
      };
      const query = { file_name: file.name };
      return answer(network === undefined
        ? client.POST('/api/systems/directory/import', { params: { query }, ...sent })
        : client.POST('/api/networks/{network}/partners/import', { params: { ...of(network), query }, ...sent }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['partners'] }),
  });
}
