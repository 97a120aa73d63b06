// A team that works for networks: whom it serves, and everybody in it across employers.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { PartnerCatalogue, PartnerTeam } from '../../api/types';
import { type Mistake, cellId, codesOf, rowsOf, textOf, type Values } from '../../ui/forms/form_values';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { useNetworks } from '../networks/use_networks';
import { ChangePaper, ownEntry } from './change_paper';
import { OwnerFrame, type OwnerInView, placeOf } from './owner';
import { EditPaper, type PaperKind } from './paper_form';
import { DAYS, needed, optional, paperOf, valuesOf } from './paper_values';
import { type Owner, useCatalogue, useCoverage, useSaveTeam, useTeams } from './use_partners';

const LINES = ['small_areas'];

export interface NamedNetwork {
  readonly id: string;
  readonly title: string;
}

function mistakesOfTeam(values: Values): readonly Mistake[] {
  const areas = textOf(values.small_areas).split('\n').map((line) => line.trim()).filter(Boolean);
  const wrong = areas.find((area) => !/^E01\d{6}$/.test(area));
  const posts = rowsOf(values.posts).flatMap((post, at): Mistake[] => (
    post.whole_time_equivalent && !/^(?!0+(\.0*)?$)\d{1,3}(\.\d{1,2})?$/.test(post.whole_time_equivalent.trim())
      ? [{ field: cellId('posts', at, 'whole_time_equivalent'), message: `Posts, post ${at + 1}: whole-time equivalent must be a number such as 0.8` }]
      : []));
  return [
    ...(codesOf(values.networks).length === 0 && areas.length === 0 ? [{ field: 'networks-1', message: 'Choose a network, or name small areas' }] : []),
    ...(wrong ? [{ field: 'small_areas', message: `“${wrong}” is not the code of a small area, such as E01012345` }] : []),
    ...posts,
  ];
}

export function teamKind(catalogue: PartnerCatalogue, networks: readonly NamedNetwork[]): PaperKind<PartnerTeam> {
  const fields = [
    needed('name', 'Name of the team'),
    needed('kind', 'Kind of team', 'choice', { choices: catalogue.team_kinds }),
    needed('provider', 'Who runs it', 'line', { hint: 'The organisation that provides the team.' }),
    optional('telephone', 'Telephone number'),
    optional('networks', 'Networks that it serves', 'choices', { choices: networks }),
    optional('small_areas', 'Small areas that it serves', 'text', { hint: 'Only where its area follows no network: codes such as E01012345, one on each line.' }),
    optional('posts', 'Posts', 'table', {
      row: 'post',
      hint: 'Everybody who works in the team, whoever employs them. Leave the name empty for a vacancy.',
      columns: [
        needed('role', 'Role', 'choice', { choices: catalogue.roles }), optional('who', 'Name'), needed('employer', 'Employer'),
        optional('host', 'Works at, if elsewhere'), needed('whole_time_equivalent', 'Whole-time equivalent', 'line', { hint: 'Such as 0.8' }),
        needed('from', 'First day', 'date'), optional('to', 'Last day', 'date'),
      ],
    }),
    ...DAYS,
  ];
  return {
    what: 'team',
    fields,
    valuesOf: (team) => valuesOf(fields, team, LINES),
    textOf: (values) => paperOf(fields, values, LINES) as PartnerTeam,
    check: mistakesOfTeam,
  };
}

/** The networks that may be chosen, with those that the team names already. */
function offered(networks: readonly NamedNetwork[], named: readonly string[]): readonly NamedNetwork[] {
  return [...networks, ...named.filter((name) => !networks.some(({ id }) => id === name)).map((name) => ({ id: name, title: name }))];
}

interface FormProps {
  readonly owner: Owner;
  readonly catalogue: PartnerCatalogue;
  readonly networks: readonly NamedNetwork[];
}

function New({ owner, catalogue, networks }: FormProps): ReactNode {
  const own = owner.network === undefined ? undefined : networks[0]?.id;
  return (
    <EditPaper
      kind={teamKind(catalogue, networks)}
      start={{ networks: own === undefined ? [] : [own] }}
      action="Add this team"
      leave={`${placeOf(owner).pages}/teams`}
      save={useSaveTeam(owner)}
    />
  );
}

function Change({ owner, catalogue, networks }: FormProps): ReactNode {
  const { entry } = useParams();
  const list = useTeams(owner, {});
  const named = list.data?.entries.find(({ id }) => id === entry)?.team.networks ?? [];
  return (
    <ChangePaper
      kind={teamKind(catalogue, offered(networks, named))}
      list={list}
      pick={({ entries }) => ownEntry(entries, entry, ({ team }) => team)}
      leave={`${placeOf(owner).pages}/teams`}
      save={useSaveTeam(owner)}
    />
  );
}

/** All networks of a commissioner, as its check of teams has them. */
export function NetworksOfCommissioner({ children }: { readonly children: (networks: readonly NamedNetwork[]) => ReactNode }): ReactNode {
  return (
    <WhenReady of={loaded(useCoverage({}, {}))} what="networks">
      {({ kinds }) => children((kinds[0]?.networks ?? []).map(({ network, name }) => ({ id: network, title: name })))}
    </WhenReady>
  );
}

/** The page's own network first, then others that its organisation has part in. */
function NetworksOfMember({ network, children }: { readonly network: string; readonly children: (networks: readonly NamedNetwork[]) => ReactNode }): ReactNode {
  return (
    <WhenReady of={loaded(useNetworks())} what="networks">
      {(all) => children([...all].sort((a, b) => Number(b.id === network) - Number(a.id === network)).map(({ id, code, name }) => ({ id: code ?? id, title: name })))}
    </WhenReady>
  );
}

function Form({ view: { owner, network }, of: Part }: { readonly view: OwnerInView; readonly of: (props: FormProps) => ReactNode }): ReactNode {
  const catalogue = loaded(useCatalogue());
  return (
    <WhenReady of={catalogue} what="kinds of teams">
      {(known) => (network
        ? <NetworksOfMember network={network.id}>{(networks) => <Part owner={owner} catalogue={known} networks={networks} />}</NetworksOfMember>
        : <NetworksOfCommissioner>{(networks) => <Part owner={owner} catalogue={known} networks={networks} />}</NetworksOfCommissioner>)}
    </WhenReady>
  );
}

export function NewTeamPage(): ReactNode {
  return <OwnerFrame title="Add a team">{(view) => <Form view={view} of={New} />}</OwnerFrame>;
}

export function ChangeTeamPage(): ReactNode {
  return <OwnerFrame title="Change a team">{(view) => <Form view={view} of={Change} />}</OwnerFrame>;
}
