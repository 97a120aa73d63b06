// The pages beyond one network, in two parts: how networks are formed and helped, and what several of
// them share. One entry of the menu leads here, for a network's manager as for its commissioner.
import { type ReactNode, useId } from 'react';
import { NavLink } from 'react-router';

import type { Permission } from '../../api/types';
import { atDay, useDay } from '../register/use_register';
import { useMay } from '../session/session';
import './networks.css';

interface Part {
  readonly name: string;
  readonly pages: readonly { readonly to: string; readonly name: string; readonly needs: readonly Permission[] }[];
}

/** A page is shown to whoever has one of the permissions. */
const PARTS: readonly Part[] = [
  {
    name: 'Groups and shared services',
    pages: [
      { to: '/systems', name: 'Groups of networks', needs: ['networks.read'] },
      { to: '/systems/coverage', name: 'Team coverage', needs: ['networks.review'] },
      { to: '/systems/partners', name: 'Shared partners', needs: ['networks.review'] },
      { to: '/systems/teams', name: 'Shared teams', needs: ['networks.review'] },
      { to: '/systems/suppliers', name: 'Shared suppliers', needs: ['networks.review'] },
    ],
  },
  {
    name: 'The commissioner’s programme',
    pages: [
      { to: '/programme', name: 'Principles, owners and teams', needs: ['networks.read'] },
      { to: '/programme/groups', name: 'Panels, meetings and actions', needs: ['networks.review'] },
      { to: '/programme/support', name: 'Requests for support', needs: ['networks.review', 'networks.form'] },
    ],
  },
];

function PartOf({ part }: { readonly part: Part }): ReactNode {
  const id = useId();
  const day = useDay();
  return (
    <>
      <p id={id} className="pcn-network__part">{part.name}</p>
      <ul className="pcn-network__places" aria-labelledby={id}>
        {part.pages.map(({ to, name }) => (
          <li key={to}><NavLink className="pcn-network__place" end to={atDay(to, day)}>{name}</NavLink></li>
        ))}
      </ul>
    </>
  );
}

export function AcrossPlaces(): ReactNode {
  const may = useMay();
  const shown = PARTS
    .map(({ name, pages }) => ({ name, pages: pages.filter(({ needs }) => needs.some((need) => may(need))) }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <nav aria-label="Across networks" className="pcn-no-print">
      {shown.map((part) => <PartOf key={part.name} part={part} />)}
    </nav>
  );
}
