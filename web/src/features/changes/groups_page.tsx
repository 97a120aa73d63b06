// Groups of networks that share a clinical director, with what they add up to; and one group with its
// networks and their practices.
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';

import type { NetworkGroup, NetworkGroupInView } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { DayChoice } from '../register/day_choice';
import { type Day, useGroup, useGroups } from './use_changes';

function useDay(): Day {
  const asAt = useSearchParams()[0].get('as_at');
  return asAt ? { as_at: asAt } : {};
}

function atDay(path: string, day: Day): string {
  return day.as_at ? `${path}?as_at=${day.as_at}` : path;
}

function patients({ registered_patients: all, lists_missing: missing }: Pick<NetworkGroup, 'registered_patients' | 'lists_missing'>): string {
  return missing === 0 ? count(all) : `${count(all)}, without ${counted(missing, 'list')} not known`;
}

export function GroupsPage(): ReactNode {
  const day = useDay();
  const columns: readonly Column<NetworkGroup>[] = [
    { key: 'name', heading: 'Group', names: true, cell: (row) => <Link to={atDay(`/groups/${row.id}`, day)}>{row.name}</Link> },
    { key: 'director', heading: 'Shared clinical director', cell: (row) => row.director },
    { key: 'from', heading: 'Since', cell: (row) => longDate(row.from) },
    { key: 'until', heading: 'Until', cell: (row) => (row.until ? longDate(row.until) : 'No end known') },
    { key: 'networks', heading: 'Networks', numeric: true, cell: (row) => count(row.networks) },
    { key: 'practices', heading: 'Practices', numeric: true, cell: (row) => count(row.practices) },
    { key: 'patients', heading: 'Registered patients', numeric: true, cell: patients },
  ];
  return (
    <Page title="Groups of networks">
      <WhenReady of={loaded(useGroups(day))} what="groups">
        {({ as_at: asAt, groups }) => (
          <>
            <DayChoice asAt={asAt} />
            {groups.length === 0
              ? <Empty why="No networks that you have part in share a clinical director on this day." />
              : <Table caption={counted(groups.length, 'group')} columns={columns} rows={groups} rowKey={(row) => row.id} />}
          </>
        )}
      </WhenReady>
    </Page>
  );
}

type Network = NetworkGroupInView['networks'][number];
type Member = Network['members'][number];

const MEMBERS: readonly Column<Member>[] = [
  { key: 'name', heading: 'Practice', names: true, cell: (row) => <Link to={`/register/practices/${row.code}`}>{row.name}</Link> },
  { key: 'code', heading: 'ODS code', cell: (row) => row.code },
  { key: 'patients', heading: 'Registered patients', numeric: true, cell: (row) => (row.registered_patients === undefined ? 'Not known' : count(row.registered_patients)) },
];

function OneNetwork({ network, day }: { readonly network: Network; readonly day: Day }): ReactNode {
  const address = network.id ? `/my-networks/${network.id}` : `/register/networks/${network.code}`;
  return (
    <section>
      <h2 className="nhsuk-heading-m"><Link to={atDay(address, day)}>{network.name}</Link> ({network.code})</h2>
      {!network.open && <p>This network is closed on this day.</p>}
      <Table caption={`${counted(network.practices, 'practice')}, ${counted(network.registered_patients, 'registered patient')}`} columns={MEMBERS} rows={network.members} rowKey={(row) => row.code} />
    </section>
  );
}

function Group({ group, day }: { readonly group: NetworkGroupInView; readonly day: Day }): ReactNode {
  return (
    <>
      <p>{group.director} is clinical director of all {counted(group.networks.length, 'network')} since {longDate(group.from)}{group.until && `, until ${longDate(group.until)}`}. Each stays a network of its own. A network leaves the group, and the group ends, with the director’s post in it.</p>
      <p>{counted(group.practices, 'practice')}. {group.arithmetic}{group.lists_missing > 0 && ` ${counted(group.lists_missing, 'list')} not known.`}</p>
      {group.networks.map((network) => <OneNetwork key={network.code} network={network} day={day} />)}
    </>
  );
}

export function GroupPage(): ReactNode {
  const { group = '' } = useParams();
  const day = useDay();
  const found = loaded(useGroup(group, day));
  const name = found.state === 'ready' ? found.value.name : undefined;
  return (
    <Page title={name ?? 'Group of networks'} caption="Group of networks with a shared clinical director">
      <p className="pcn-no-print"><Link to={atDay('/groups', day)}>All groups</Link></p>
      <WhenReady of={found} what="the group">
        {(ready) => <><DayChoice asAt={ready.as_at} /><Group group={ready} day={day} /></>}
      </WhenReady>
    </Page>
  );
}
