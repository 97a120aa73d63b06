// The frame of every page of one network: its name and stage, the network's pages beside, the page.
import type { ReactNode } from 'react';
import { NavLink, useParams } from 'react-router';

import type { NetworkInView } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { DayChoice } from '../register/day_choice';
import { atDay, useDay } from '../register/use_register';
import { useMay } from '../session/session';
import { PLACES } from './places';
import { STAGES } from './stages';
import { useNetwork } from './use_networks';
import './networks.css';

export function StageTag({ stage }: { readonly stage: NetworkInView['stage'] }): ReactNode {
  const { words, colour } = STAGES[stage];
  return <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong>;
}

/** The pages of a network, for those who have part in it; on the day that is shown. */
export function Places({ network }: { readonly network: string }): ReactNode {
  const may = useMay();
  const day = useDay();
  return (
    <nav aria-label="This network" className="pcn-no-print">
      <ul className="pcn-network__places">
        {PLACES.filter(({ needs }) => !needs || may(needs)).map(({ path, name }) => (
          <li key={path}>
            <NavLink className="pcn-network__place" end={path === ''} to={atDay(`/my-networks/${network}${path && `/${path}`}`, day)}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export interface NetworkFrameProps {
  /** What the page is about; the network's name stands above it. */
  readonly title: string;
  /** Shows the network as at this day. */
  readonly asAt?: string | undefined;
  readonly children: (network: NetworkInView) => ReactNode;
}

export function NetworkFrame({ title, asAt, children }: NetworkFrameProps): ReactNode {
  const { network = '' } = useParams();
  const found = loaded(useNetwork(network, asAt ? { as_at: asAt } : {}));
  const known = found.state === 'ready' ? found.value : undefined;
  return (
    <Page title={title} caption={known && <>{known.name} <StageTag stage={known.stage} /></>}>
      <div className="pcn-network">
        <Places network={network} />
        <div>
          {asAt && found.state === 'failed' && <DayChoice asAt={asAt} />}
          <WhenReady of={found} what="the network">{children}</WhenReady>
        </div>
      </div>
    </Page>
  );
}
