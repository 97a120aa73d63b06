// The frame of the pages that concern several networks: what a commissioner shares with all of them,
// and the groups that networks form.
import type { ReactNode } from 'react';

import { Page } from '../../ui/page/page';
import { AcrossPlaces } from '../networks/across_places';
import { useSession } from '../session/session';

export function SystemFrame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const { organisation } = useSession();
  return (
    <Page title={title} caption={organisation.name}>
      <div className="pcn-network">
        <AcrossPlaces />
        <div>{children}</div>
      </div>
    </Page>
  );
}
