// The teams that work for a network, and everybody in them across employers.
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';

import type { PartnerCatalogue, PartnerTeams } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { useCatalogue, useTeams } from './use_partners';

type Team = PartnerTeams['entries'][number];
type Post = NonNullable<Team['team']['posts']>[number] & { readonly team: string };

const holds = ({ from, to }: { readonly from: string; readonly to?: string }, day: string): boolean => from <= day && (!to || day <= to);

function title(terms: readonly { readonly id: string; readonly title: string }[], wanted: string): string {
  return terms.find(({ id }) => id === wanted)?.title ?? wanted;
}

function Teams({ teams, catalogue, network }: { readonly teams: PartnerTeams; readonly catalogue: PartnerCatalogue; readonly network: string }): ReactNode {
  const now = teams.entries.filter(({ in_force: inForce }) => inForce);
  const posts = now.flatMap(({ team }) => (team.posts ?? []).filter((post) => holds(post, teams.as_at)).map((post) => ({ ...post, team: team.name })));
  const teamColumns: readonly Column<Team>[] = [
    { key: 'name', heading: 'Team', names: true, cell: ({ team }) => team.name },
    { key: 'kind', heading: 'Kind', cell: ({ team }) => title(catalogue.team_kinds, team.kind) },
    { key: 'provider', heading: 'Provider', cell: ({ team }) => team.provider },
    { key: 'telephone', heading: 'Telephone', cell: ({ team }) => team.telephone ?? 'Not given' },
    { key: 'from', heading: 'From', cell: ({ team }) => `${longDate(team.from)}${team.to ? ` to ${longDate(team.to)}` : ''}` },
    { key: 'wte', heading: 'Whole-time equivalents', numeric: true, cell: (row) => row.whole_time_equivalent.toFixed(2) },
  ];
  const postColumns: readonly Column<Post>[] = [
    { key: 'role', heading: 'Role', names: true, cell: (post) => title(catalogue.roles, post.role) },
    { key: 'who', heading: 'Name', cell: (post) => post.who ?? 'Vacant or not named' },
    { key: 'employer', heading: 'Employer', cell: (post) => post.employer },
    { key: 'host', heading: 'Works at', cell: (post) => post.host ?? 'Not given' },
    { key: 'team', heading: 'Team', cell: (post) => post.team },
    { key: 'wte', heading: 'Whole-time equivalent', numeric: true, cell: (post) => post.whole_time_equivalent },
  ];
  return (
    <>
      {teams.missing_kinds && teams.missing_kinds.length > 0 && (
        <div className="nhsuk-warning-callout">
          <h2 className="nhsuk-warning-callout__label">Not covered</h2>
          <p>On this day the network has no {teams.missing_kinds.map((kind) => title(catalogue.team_kinds, kind).toLowerCase()).join(' and no ')}.</p>
        </div>
      )}
      {now.length === 0
        ? <Empty why="No team works for this network on this day." />
        : <Table caption={counted(now.length, 'team')} columns={teamColumns} rows={now} rowKey={({ id }) => id} />}
      {posts.length > 0 && <Table caption={`${counted(posts.length, 'post')} across employers`} columns={postColumns} rows={posts} rowKey={(post) => `${post.team} ${post.role} ${post.who} ${post.employer} ${post.from}`} />}
      <p className="pcn-no-print">
        <a href={`/api/networks/${network}/teams/export?format=xlsx&as_at=${teams.as_at}`} download>Roster as a spreadsheet</a>
      </p>
    </>
  );
}

export function TeamsPage(): ReactNode {
  const [search] = useSearchParams();
  const asAt = search.get('as_at') ?? undefined;
  return (
    <NetworkFrame title="Teams" asAt={asAt}>
      {(network) => <><DayChoice asAt={network.as_at} /><OfNetwork network={network.id} asAt={asAt} /></>}
    </NetworkFrame>
  );
}

function OfNetwork({ network, asAt }: { readonly network: string; readonly asAt: string | undefined }): ReactNode {
  const teams = loaded(useTeams(network, asAt ? { as_at: asAt } : {}));
  const catalogue = loaded(useCatalogue());
  return (
    <WhenReady of={catalogue} what="kinds of teams">
      {(known) => <WhenReady of={teams} what="teams">{(found) => <Teams teams={found} catalogue={known} network={network} />}</WhenReady>}
    </WhenReady>
  );
}
