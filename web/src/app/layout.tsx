// The frame round every page: skip link, our own header with who is signed in, the navigation that
// the role allows, and the footer. Not the NHS header: its logo is the NHS's own.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';

import { client, holdToken } from '../api/client';
import type { Permission, Session } from '../api/types';
import { forgetDrafts } from '../features/cohorts/draft';
import { useMay, useSession } from '../features/session/session';
import { SessionTimer } from '../features/session/session_timer';
import { LastActionHolder } from '../features/worklists/last_action';
import { LiveChangesHolder } from '../features/worklists/live_changes';
import { Button } from '../ui/forms/button';
import { Announcer } from '../ui/notices/announcer';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly needs?: Permission;
  /** Another beginning of addresses that belong to it. */
  readonly also?: string;
}

const PLACES: readonly Place[] = [
  { to: '/', name: 'My work' },
  { to: '/worklists', name: 'Worklists', needs: 'worklists.read' },
  { to: '/patients', name: 'Find a patient', needs: 'patients.find' },
  { to: '/population', name: 'Population', needs: 'population.read' },
  { to: '/cohorts', name: 'Cohorts', needs: 'cohorts.count' },
  { to: '/feeds', name: 'Data feeds', needs: 'feeds.read' },
  { to: '/my-networks', name: 'Networks', needs: 'networks.read' },
  { to: '/sharing', name: 'Data sharing', needs: 'networks.read' },
  { to: '/access-log', name: 'Who looked', needs: 'audit.read' },
  { to: '/approvals', name: 'Approvals', needs: 'networks.review' },
  { to: '/systems', name: 'Across networks', needs: 'networks.read', also: '/programme' },
  { to: '/register', name: 'Register', needs: 'register.read' },
];

function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M8 8H24V24H8Z" fill="none" stroke="#fff" strokeWidth="2.5" />
      <circle cx="8" cy="8" r="4" fill="#fff" />
      <circle cx="24" cy="8" r="4" fill="#fff" />
      <circle cx="24" cy="24" r="4" fill="#fff" />
      <circle cx="8" cy="24" r="5" fill="#ffb81c" />
    </svg>
  );
}

function SignOut(): ReactNode {
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => client.DELETE('/api/session'),
    onSettled: () => {
      holdToken(undefined);
      queries.clear();
      forgetDrafts();
      // A fresh document, so that nothing of the session stays in memory.
      globalThis.location.assign('/sign-in');
    },
  });
  return (
    <Button kind="link" busy={signOut.isPending} onClick={() => signOut.mutate()}>
      Sign out
    </Button>
  );
}

function Account({ session }: { readonly session: Session }): ReactNode {
  return (
    <div className="pcn-header__account">
      <span>
        <strong>{session.display_name}</strong>, {session.role_title.toLowerCase()},{' '}
        {session.organisation.name}
      </span>
      <SignOut />
    </div>
  );
}

function Navigation(): ReactNode {
  const may = useMay();
  const { pathname } = useLocation();
  return (
    <nav className="pcn-nav" aria-label="Main">
      <div className="pcn-width">
        <ul className="pcn-nav__list">
          {PLACES.filter(({ needs }) => !needs || may(needs)).map(({ to, name, also }) => (
            <li key={to}>
              {also && pathname.startsWith(also)
                ? <Link className="pcn-nav__link active" to={to} aria-current="page">{name}</Link>
                : <NavLink className="pcn-nav__link" to={to} end={to === '/'}>{name}</NavLink>}
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

export function Frame(props: {
  readonly account?: ReactNode;
  readonly navigation?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { pathname } = useLocation();
  useEffect(() => {
    document.documentElement.style.removeProperty('--pcn-banner-height');
  }, [pathname]);
  return (
    <Announcer>
      <a className="nhsuk-skip-link" href="#main">Skip to main content</a>
      <header className="pcn-header">
        <div className="pcn-width pcn-header__bar">
          <Link className="pcn-header__name" to="/">
            <Mark />
            OpenPCN
          </Link>
          {props.account}
        </div>
      </header>
      {props.navigation}
      {props.children}
      <footer className="pcn-footer">
        <div className="pcn-width">
          <ul>
            <li><Link to="/accessibility">Accessibility statement</Link></li>
            <li><Link to="/about">About OpenPCN</Link></li>
          </ul>
          <p>OpenPCN is open source software. It is not made or endorsed by the NHS.</p>
        </div>
      </footer>
      <ScrollRestoration />
    </Announcer>
  );
}

export function SignedInLayout(): ReactNode {
  const session = useSession();
  return (
    <Frame account={<Account session={session} />} navigation={<Navigation />}>
      <main className="pcn-width pcn-main" id="main" tabIndex={-1}>
        <LiveChangesHolder>
          <LastActionHolder>
            <Outlet />
          </LastActionHolder>
        </LiveChangesHolder>
      </main>
      <SessionTimer />
    </Frame>
  );
}

export function PublicLayout(): ReactNode {
  return (
    <Frame>
      <main className="pcn-width pcn-main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </Frame>
  );
}
