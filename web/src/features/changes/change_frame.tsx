// The frame of the pages of one request. Whoever it concerns may read it, also those who have no part in
// the network that wrote it: then its other pages are left out.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { ChangeInView } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Places } from '../networks/network_frame';
import { useNetwork } from '../networks/use_networks';
import { useChange } from './use_changes';
import './changes.css';

export function ChangeFrame({ title, children }: { readonly title: string; readonly children: (view: ChangeInView) => ReactNode }): ReactNode {
  const { network = '', change = '' } = useParams();
  const found = loaded(useChange({ network, change }));
  const hasPart = useNetwork(network).isSuccess;
  const known = found.state === 'ready' ? found.value : undefined;
  return (
    <Page title={title} caption={known?.network_name}>
      <div className={hasPart ? 'pcn-network' : ''}>
        {hasPart && <Places network={network} />}
        <div><WhenReady of={found} what="the request">{children}</WhenReady></div>
      </div>
    </Page>
  );
}
