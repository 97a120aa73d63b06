// A plain page for the public: who the network is and which practices belong to it. No sign-in.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import { answer, client } from '../../api/client';
import type { PublicNetwork } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { longDate } from '../../ui/text/dates';
import { NetworkMapSection } from '../areas/network_map';
import { usePublicNetworkMap } from '../areas/use_areas';
import { DayChoice } from './day_choice';
import { useDay } from './use_register';

function About({ network }: { readonly network: PublicNetwork }): ReactNode {
  const { practices } = network;
  return (
    <div className="nhsuk-u-reading-width">
      <p>
        A primary care network is a group of GP practices that work together with community, mental health, social
        care, pharmacy, hospital and voluntary services in their area.
      </p>
      {!network.open && <p><strong>This network is not open on this day.</strong></p>}
      <h2 className="nhsuk-heading-m">Practices</h2>
      {practices.length === 0 ? <p>No practice belongs to it on this day.</p> : (
        <ul>
          {practices.map((practice) => (
            <li key={practice.code}>
              {practice.name || practice.code}{practice.postcode && `, ${practice.postcode}`}
            </li>
          ))}
        </ul>
      )}
      <p>To see a doctor, nurse or other professional, ask the practice where you are registered.</p>
      <h2 className="nhsuk-heading-m">About this network</h2>
      <ul>
        {network.commissioner_name && <li>Commissioned by {network.commissioner_name}</li>}
        {network.address && <li>{[network.address, network.postcode].filter(Boolean).join(', ')}</li>}
        <li>Code {network.code}</li>
        {network.dated && <li>From files published by NHS England, of {longDate(network.dated)}</li>}
      </ul>
    </div>
  );
}

export function PublicNetworkPage(): ReactNode {
  const { code = '' } = useParams();
  const day = useDay();
  const network = loaded(useQuery({
    queryKey: ['public', 'network', code, day],
    queryFn: () => answer(client.GET('/api/public/networks/{ods_code}', { params: { path: { ods_code: code }, query: day } })),
  }));
  const map = loaded(usePublicNetworkMap(code, day));
  return (
    <WhenReady of={network} what="the network">
      {(ready) => (
        <Page title={ready.name || ready.code} caption="Primary care network">
          <DayChoice asAt={ready.as_at} isOnlyRead />
          <About network={ready} />
          <NetworkMapSection map={map} />
        </Page>
      )}
    </WhenReady>
  );
}
