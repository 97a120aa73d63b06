// The frame of the programme's pages: whose programme it is, and its pages.
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

import type { Programme } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { DayChoice } from '../register/day_choice';
import { useMay } from '../session/session';
import { useDay, useProgramme } from './use_programme';
import '../networks/networks.css';
import './programme.css';

export function titleOf(terms: readonly { readonly id: string; readonly title: string }[], wanted: string): string {
  return terms.find(({ id }) => id === wanted)?.title ?? wanted;
}

export function choicesOf(terms: readonly { readonly id: string; readonly title: string }[]): { readonly value: string; readonly label: string }[] {
  return terms.map(({ id, title }) => ({ value: id, label: title }));
}

/** One thing a line, as people write lists. */
export function linesOf(text: string = ''): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

function Places(): ReactNode {
  const may = useMay();
  const { as_at: asAt } = useDay();
  const places = [
    { to: '/programme', name: 'Principles, owners and teams', shown: true },
    { to: '/programme/groups', name: 'Groups, meetings and actions', shown: may('networks.review') },
    { to: '/programme/support', name: 'Requests for support', shown: may('networks.review') || may('networks.form') },
  ];
  return (
    <nav aria-label="The programme" className="pcn-no-print">
      <ul className="pcn-network__places">
        {places.filter(({ shown }) => shown).map(({ to, name }) => (
          <li key={to}><NavLink className="pcn-network__place" end to={asAt ? `${to}?as_at=${asAt}` : to}>{name}</NavLink></li>
        ))}
      </ul>
    </nav>
  );
}

export function ProgrammeFrame({ title, children }: { readonly title: string; readonly children: (programme: Programme) => ReactNode }): ReactNode {
  const found = loaded(useProgramme(useDay()));
  const known = found.state === 'ready' ? found.value : undefined;
  return (
    <Page title={title} caption={known && <>Programme of forming and developing networks, {known.commissioner.name}</>}>
      <div className="pcn-network">
        <Places />
        <div>
          <WhenReady of={found} what="the programme">
            {(programme) => <><DayChoice asAt={programme.as_at} />{children(programme)}</>}
          </WhenReady>
        </div>
      </div>
    </Page>
  );
}
