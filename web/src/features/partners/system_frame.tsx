// The frame of the pages that concern several networks: what a commissioner shares with all of them,
// and the groups that networks form.
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

import type { Permission } from '../../api/types';
import { Page } from '../../ui/page/page';
import { useMay, useSession } from '../session/session';
import '../networks/networks.css';

const PLACES: readonly { readonly path: string; readonly name: string; readonly needs: Permission }[] = [
  { path: '/systems', name: 'Groups of networks', needs: 'networks.read' },
  { path: '/systems/coverage', name: 'Team coverage', needs: 'networks.review' },
  { path: '/systems/partners', name: 'Shared partners', needs: 'networks.review' },
  { path: '/systems/teams', name: 'Shared teams', needs: 'networks.review' },
  { path: '/systems/suppliers', name: 'Shared suppliers', needs: 'networks.review' },
];

export function SystemFrame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const may = useMay();
  const { organisation } = useSession();
  const shown = PLACES.filter(({ needs }) => may(needs));
  return (
    <Page title={title} caption={organisation.name}>
      {shown.length > 1
        ? (
            <div className="pcn-network">
              <nav aria-label="Systems" className="pcn-no-print">
                <ul className="pcn-network__places">
                  {shown.map(({ path, name }) => (
                    <li key={path}><NavLink className="pcn-network__place" end={path === '/systems'} to={path}>{name}</NavLink></li>
                  ))}
                </ul>
              </nav>
              <div>{children}</div>
            </div>
          )
        : children}
    </Page>
  );
}
