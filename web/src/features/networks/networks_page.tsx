// The networks that the organisation of whoever is signed in has part in.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { NetworkInView } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { ButtonLink } from '../../ui/forms/button';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate, today } from '../../ui/text/dates';
import { ChangesNaming } from '../changes/changes_naming';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { atDay, type Day, useDay } from '../register/use_register';
import { useMay } from '../session/session';
import { StageTag } from './network_frame';
import { useNetworks } from './use_networks';

const columnsOn = (day: Day): readonly Column<NetworkInView>[] => [
  { key: 'name', heading: 'Network', names: true, cell: (row) => <Link to={atDay(`/my-networks/${row.id}`, day)}>{row.name}</Link> },
  { key: 'code', heading: 'ODS code', cell: (row) => row.code ?? 'None yet' },
  { key: 'stage', heading: 'Stage', cell: (row) => <StageTag stage={row.stage} /> },
  { key: 'starts', heading: 'From', cell: (row) => longDate(row.starts) },
  { key: 'practices', heading: 'Practices', numeric: true, cell: (row) => count(row.members.length) },
];

export function NetworksPage(): ReactNode {
  const may = useMay();
  const day = useDay();
  return (
    <Page title="Networks">
      {!day.as_at && may('networks.form') && <ButtonLink to="/my-networks/new" kind="secondary">Form a network</ButtonLink>}
      {!may('networks.review') && (
        <p>
          <DayLink to="/programme">The commissioner’s programme</DayLink>: by which principles networks are formed, who answers for it,
          and who helps you.
        </p>
      )}
      {!day.as_at && !may('networks.review') && may('networks.form') && <p><Link to="/programme/support">Ask for support</Link></p>}
      <DayChoice asAt={day.as_at ?? today()} />
      <WhenReady of={loaded(useNetworks(day))} what="networks">
        {(networks) =>
          networks.length === 0 ? (
            <Empty why="Your organisation has part in no network that is kept here." next={<DayLink to="/register">Look in the register</DayLink>} />
          ) : (
            <Table caption={counted(networks.length, 'network')} columns={columnsOn(day)} rows={networks} rowKey={(row) => row.id} />
          )}
      </WhenReady>
      <ChangesNaming day={day} />
    </Page>
  );
}
