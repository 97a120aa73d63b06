// One network as at a day: its members with their lists, and its memberships of other days.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { RegisterNetwork } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { AreaProfileSection } from '../areas/area_profile';
import { NetworkMapSection } from '../areas/network_map';
import { useNetworkMap, useNetworkProfile } from '../areas/use_areas';
import { DayChoice } from './day_choice';
import { DayLink } from './day_link';
import { Fact, History, sourceText } from './organisation_parts';
import { useDay, useRegisterNetwork } from './use_register';
import './register.css';

type Member = RegisterNetwork['members'][number];

const MEMBERS: readonly Column<Member>[] = [
  {
    key: 'name', heading: 'Practice', names: true,
    cell: (row) => <DayLink to={`/register/practices/${row.code}`}>{row.name || row.code}</DayLink>,
  },
  { key: 'code', heading: 'ODS code', cell: (row) => row.code },
  { key: 'postcode', heading: 'Postcode', cell: (row) => row.postcode },
  { key: 'since', heading: 'Member since', cell: (row) => (row.member_since ? longDate(row.member_since) : 'Not known') },
  { key: 'list', heading: 'List size', numeric: true, cell: (row) => (row.list ? count(row.list.patients) : 'Not known') },
  { key: 'day', heading: 'List of', cell: (row) => (row.list ? longDate(row.list.extracted) : 'No list') },
];

function Profile({ network }: { readonly network: RegisterNetwork }): ReactNode {
  const missing = network.members_without_list;
  return (
    <>
      <dl className="nhsuk-summary-list">
        <Fact name="State">{network.open ? 'Open on this day' : 'Not open on this day'}</Fact>
        <Fact name="Opened">{network.opened && longDate(network.opened)}</Fact>
        {network.closed && <Fact name="Closed">{longDate(network.closed)}</Fact>}
        <Fact name="Commissioner">
          {network.commissioner && `${network.commissioner_name} (${network.commissioner})`}
        </Fact>
        <Fact name="Address">{[network.address, network.postcode].filter(Boolean).join(', ')}</Fact>
        <Fact name="Registered patients">
          {count(network.registered_patients)}
          {missing > 0 && `, without ${counted(missing, 'practice')} whose list is not known`}
        </Fact>
        <Fact name="Source">{sourceText(network.source)}</Fact>
      </dl>
      {network.members.length > 0 ? (
        <Table compact caption={`${counted(network.members.length, 'member practice')} on this day`} columns={MEMBERS} rows={network.members} rowKey={(row) => row.code} />
      ) : (
        <p>The network has no member practice on this day.</p>
      )}
      <History rows={network.history} />
    </>
  );
}

export function RegisterNetworkPage(): ReactNode {
  const { code = '' } = useParams();
  const day = useDay();
  const network = loaded(useRegisterNetwork(code, day));
  const map = loaded(useNetworkMap(code, day));
  const profile = loaded(useNetworkProfile(code, day));
  return (
    <WhenReady of={network} what="the network">
      {(ready) => (
        <Page title={ready.name || ready.code} caption={`Network ${ready.code}`}>
          <p className="pcn-no-print"><DayLink to="/register">Register of England</DayLink></p>
          <DayChoice asAt={ready.as_at} isOnlyRead />
          <Profile network={ready} />
          <NetworkMapSection map={map} />
          <AreaProfileSection profile={profile} whose="the commissioner’s" />
          <p className="pcn-no-print"><DayLink to={`/networks/${ready.code}`}>The page of this network for the public</DayLink></p>
        </Page>
      )}
    </WhenReady>
  );
}
