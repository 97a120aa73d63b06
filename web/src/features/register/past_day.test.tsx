// On a day that is not today, pages say so, keep the day in their links and offer nothing to write.
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import type { Permission, Session } from '../../api/types';
import { FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const NETWORK: readonly Permission[] = ['networks.read', 'networks.form', 'networks.govern', 'sharing.manage'];
const MANAGER: Session = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, ...NETWORK] };
const COMMISSIONER: Session = {
  ...PHARMACIST, organisation: { ods_code: 'QE1', name: 'Commissioner', kind: 'commissioner' }, permissions: ['networks.read', 'networks.review', 'register.read'],
};

describe('a past day', () => {
  it.each<readonly [string, Session, string]>([
    ['/my-networks/n1/partners', MANAGER, 'Add a partner'],
    ['/my-networks/n1/teams', MANAGER, 'Add a team'],
    ['/my-networks/n1/suppliers', MANAGER, 'Add a supplier'],
    ['/sharing', MANAGER, 'Write an agreement'],
    ['/systems', COMMISSIONER, 'Form a group'],
    ['/programme', COMMISSIONER, 'Add a workstream'],
    ['/programme/groups', COMMISSIONER, 'Name a group'],
  ])('has nothing to write on at %s', async (page, account, form) => {
    const { user } = openPage(`${page}?as_at=2026-06-01`, new FakeServer({ account }));
    expect(await screen.findByText(/This is not today, so nothing can be changed here/)).toBeVisible();
    expect(screen.queryByText(form)).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Show today' }));
    expect(await screen.findByText(form)).toBeInTheDocument();
  });

  it.each<readonly [string, Session, string, string]>([
    ['/my-networks/n1', MANAGER, 'Teams', '/my-networks/n1/teams'],
    ['/systems', COMMISSIONER, 'Requests for support', '/programme/support'],
    ['/programme', COMMISSIONER, 'Groups of networks', '/systems'],
  ])('goes along from %s', async (page, account, link, to) => {
    openPage(`${page}?as_at=2026-06-01`, new FakeServer({ account }));
    expect(await screen.findByRole('link', { name: link })).toHaveAttribute('href', `${to}?as_at=2026-06-01`);
  });

  it('is shown to the public too, who change nothing on any day', async () => {
    const { server } = openPage('/networks/U89141?as_at=2026-06-01', new FakeServer({ signedIn: false }));
    expect(await screen.findByText(/This is not today\./)).toBeVisible();
    for (const path of ['/api/public/networks/U89141', '/api/public/networks/U89141/map']) {
      expect(server.requests.find((request) => request.path === path)?.search.get('as_at')).toBe('2026-06-01');
    }
  });

  it('is no past day where the address names today', async () => {
    const today = new Intl.DateTimeFormat('en-CA').format(new Date());
    openPage(`/my-networks/n1/people?as_at=${today}`, new FakeServer({ account: MANAGER }));
    expect(await screen.findByText('Name a clinical director')).toBeInTheDocument();
    expect(screen.queryByText(/This is not today/)).toBeNull();
  });
});
