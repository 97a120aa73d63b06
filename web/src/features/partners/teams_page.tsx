// The teams that work for a network, everybody in them across employers, and which kind of team is
// missing; for a commissioner, the teams that it shares with its networks.
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import type { PartnerCatalogue, PartnerTeams } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { Coverage } from './coverage';
import { OwnerFrame, type OwnerInView, placeOf } from './owner';
import { type Day, useCatalogue, useCoverage, useTeams } from './use_partners';
import './partners.css';

type Team = PartnerTeams['entries'][number];
type Post = NonNullable<Team['team']['posts']>[number] & { readonly team: string };

const holds = ({ from, to }: { readonly from: string; readonly to?: string }, day: string): boolean => from <= day && (!to || day <= to);

function title(terms: readonly { readonly id: string; readonly title: string }[], wanted: string): string {
  return terms.find(({ id }) => id === wanted)?.title ?? wanted;
}

function teamColumns(catalogue: PartnerCatalogue, { owner, network, mayWrite }: OwnerInView): readonly Column<Team>[] {
  return [
    { key: 'name', heading: 'Team', names: true, cell: ({ team, shared }) => <>{team.name}{shared && <> <strong className="nhsuk-tag nhsuk-tag--grey">From the commissioner</strong></>}</> },
    { key: 'kind', heading: 'Kind', cell: ({ team }) => title(catalogue.team_kinds, team.kind) },
    { key: 'provider', heading: 'Provider', cell: ({ team }) => team.provider },
    ...(network
      ? [{ key: 'telephone', heading: 'Telephone', cell: ({ team }: Team) => team.telephone ?? 'Not given' }]
      : [{
        key: 'serves', heading: 'Serves', cell: ({ team }: Team) =>
          [team.networks.length > 0 && counted(team.networks.length, 'network'), team.small_areas.length > 0 && counted(team.small_areas.length, 'small area')].filter(Boolean).join(', '),
      }]),
    { key: 'from', heading: 'From', cell: ({ team }) => `${longDate(team.from)}${team.to ? ` to ${longDate(team.to)}` : ''}` },
    { key: 'wte', heading: 'Whole-time equivalents', numeric: true, cell: (row) => row.whole_time_equivalent.toFixed(2) },
    ...(mayWrite
      ? [{
        key: 'change', heading: 'Change', className: 'pcn-no-print', cell: ({ id, shared, team }: Team) => (shared
          ? 'The commissioner’s'
          : <Link to={`${placeOf(owner).pages}/teams/${id}/change`}>Change<Hidden>{team.name}</Hidden></Link>),
      }]
      : []),
  ];
}

function postColumns(catalogue: PartnerCatalogue): readonly Column<Post>[] {
  return [
    { key: 'role', heading: 'Role', names: true, cell: (post) => title(catalogue.roles, post.role) },
    { key: 'who', heading: 'Name', cell: (post) => post.who ?? 'Vacant or not named' },
    { key: 'employer', heading: 'Employer', cell: (post) => post.employer },
    { key: 'host', heading: 'Works at', cell: (post) => post.host ?? 'Not given' },
    { key: 'team', heading: 'Team', cell: (post) => post.team },
    { key: 'wte', heading: 'Whole-time equivalent', numeric: true, cell: (post) => post.whole_time_equivalent },
  ];
}

interface ShownProps {
  readonly view: OwnerInView;
  readonly teams: PartnerTeams;
  readonly catalogue: PartnerCatalogue;
}

function Teams({ view, teams, catalogue }: ShownProps): ReactNode {
  const now = teams.entries.filter(({ in_force: inForce }) => inForce);
  const others = teams.entries.filter(({ in_force: inForce }) => !inForce);
  const posts = now.flatMap(({ team }) => (team.posts ?? []).filter((post) => holds(post, teams.as_at)).map((post) => ({ ...post, team: team.name })));
  const { pages, files } = placeOf(view.owner);
  const columns = teamColumns(catalogue, view);
  return (
    <>
      {view.mayWrite && <ButtonLink to={`${pages}/teams/new`} kind="secondary">Add a team</ButtonLink>}
      {now.length === 0
        ? <Empty why={view.network ? 'No team works for this network on this day.' : 'No team is shared with your networks on this day.'} />
        : <Table caption={counted(now.length, 'team')} columns={columns} rows={now} rowKey={({ id }) => id} />}
      {posts.length > 0 && <Table caption={`${counted(posts.length, 'post')} across employers`} columns={postColumns(catalogue)} rows={posts} rowKey={(post) => `${post.team} ${post.role} ${post.who} ${post.employer} ${post.from}`} />}
      {others.length > 0 && (
        <FoldedForm title={`${counted(others.length, 'team')} not in force on this day`}>
          <Table compact caption="Teams not in force on this day" columns={columns} rows={others} rowKey={({ id }) => id} />
        </FoldedForm>
      )}
      {view.network && (
        <p className="pcn-no-print">
          Roster as <a href={`${files}/teams/export?format=xlsx&as_at=${teams.as_at}`} download>an Excel workbook</a> or{' '}
          <a href={`${files}/teams/export?format=csv&as_at=${teams.as_at}`} download>CSV</a>.
        </p>
      )}
    </>
  );
}

function OwnCoverage({ network, day }: { readonly network: string; readonly day: Day }): ReactNode {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Coverage</h2>
      <WhenReady of={loaded(useCoverage({ network }, day))} what="the coverage">
        {(coverage) => <Coverage coverage={coverage} file={`/api/networks/${network}/team-coverage/export`} isOne />}
      </WhenReady>
    </section>
  );
}

function Shown({ view }: { readonly view: OwnerInView }): ReactNode {
  const teams = loaded(useTeams(view.owner, view.day));
  const catalogue = loaded(useCatalogue());
  return (
    <>
      <WhenReady of={catalogue} what="kinds of teams">
        {(known) => <WhenReady of={teams} what="teams">{(found) => <Teams view={view} teams={found} catalogue={known} />}</WhenReady>}
      </WhenReady>
      {view.network && <OwnCoverage network={view.network.id} day={view.day} />}
    </>
  );
}

export function TeamsPage(): ReactNode {
  const { network } = useParams();
  return <OwnerFrame title={network === undefined ? 'Shared teams' : 'Teams'} withDay>{(view) => <Shown view={view} />}</OwnerFrame>;
}
