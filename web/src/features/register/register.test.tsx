import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { COMMISSIONER, FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

describe('the register of England', () => {
  it('tells totals, what is not known, and the files it rests on', async () => {
    openPage('/register');
    const table = await screen.findByRole('table', { name: 'Coverage by commissioner' });
    expect(within(table).getByRole('row', { name: 'NHS Tees Valley 16C 14 78 1 710,000' })).toBeVisible();
    expect(screen.getByText('1,298')).toBeVisible();
    expect(screen.getByText('Not known')).toBeVisible();
    expect(screen.getByText('map.csv, practice mapping of 1 July 2026')).toBeVisible();
  });

  it('finds while somebody types, and goes there on the same day', async () => {
    const { user, address } = openPage('/register?as_at=2025-01-31');
    await screen.findByText('31 January 2025');
    await user.type(screen.getByLabelText('Find a network or practice'), 'stock');
    const found = await screen.findByRole('list', { name: 'Networks and practices found' });
    await user.click(within(found).getByRole('link', { name: 'STOCKTON PCN' }));
    await screen.findByRole('heading', { level: 1, name: /STOCKTON PCN/ });
    expect(address()).toBe('/register/networks/U89141?as_at=2025-01-31');
    expect(screen.getByText('31 January 2025')).toBeVisible();
  });

  it('says when nothing is found', async () => {
    const { user } = openPage('/register');
    await user.type(await screen.findByLabelText('Find a network or practice'), 'zzz');
    expect(await screen.findByText('No network or practice is found.')).toBeVisible();
  });

  it('shows another day through the address', async () => {
    const { user, address, server } = openPage('/register');
    await user.click(await screen.findByText('Show another day'));
    await user.type(screen.getByLabelText('Day'), '2022-06-30');
    await user.click(screen.getByRole('button', { name: 'Show this day' }));
    await screen.findByText('30 June 2022');
    expect(address()).toBe('/register?as_at=2022-06-30');
    expect(server.requests.some(({ search }) => search.get('as_at') === '2022-06-30')).toBe(true);
  });

  it('shows a network with its members, and whose list is missing', async () => {
    openPage('/register/networks/U89141');
    const table = await screen.findByRole('table', { name: '2 member practices on this day' });
    expect(within(table).getByRole('row', { name: /QUEENS PARK A81002 TS18 2AW Not known Not known No list/ })).toBeVisible();
    expect(screen.getByText(/without 1 practice whose list is not known/)).toBeVisible();
    expect(screen.getByText('map.csv of 1 July 2026, line 12')).toBeVisible();
  });

  it('shows a practice', async () => {
    openPage('/register/practices/A81001');
    await screen.findByRole('heading', { level: 1, name: /THE DENSHAM SURGERY/ });
    expect(screen.getByText('3,733 on 1 July 2026')).toBeVisible();
    const ages = screen.getByRole('table', { name: 'List by age and sex' });
    expect(within(ages).getAllByRole('row').slice(1).map((row) => row.textContent)).toEqual(['5 to 9901,081', '95+12No data']);
  });
});

describe('the page for the public', () => {
  it('needs no session and names the practices', async () => {
    openPage('/networks/U89141', new FakeServer({ signedIn: false }));
    await screen.findByRole('heading', { level: 1, name: /STOCKTON PCN/ });
    expect(screen.getByText('THE DENSHAM SURGERY, TS18 1HU', { selector: 'ul li' })).toBeVisible();
    expect(screen.getByText('From files published by NHS England, of 1 July 2026')).toBeVisible();
    expect(screen.queryByText('Sign out')).toBeNull();
  });
});

describe('the check of a commissioner', () => {
  it('says who is missing, and which networks need something first', async () => {
    const { user, server } = openPage('/register?as_at=2025-01-31');
    await user.click(await screen.findByRole('link', { name: 'NHS Tees Valley' }));
    await screen.findByRole('heading', { level: 1, name: /NHS Tees Valley/ });
    expect(screen.getByRole('heading', { level: 2, name: 'Coverage Not met' })).toBeVisible();
    const missing = screen.getByRole('table', { name: '1 practice in no open network, the largest list first' });
    expect(within(missing).getByRole('row', { name: 'LONELY SURGERY A81099 In no network 9,000' })).toBeVisible();
    const sizes = within(screen.getByRole('table', { name: 'Open networks, those that need something first' })).getAllByRole('row');
    expect(sizes[1]).toHaveTextContent('SMALL PCN220,000Too small20,000 patients, 10,000 below. A waiver.');
    expect(screen.getByText('Network contract 2019/20. Nobody has checked it yet.')).toBeVisible();
    expect(server.requests.find(({ path }) => path === '/api/register/check')?.search.toString()).toBe('as_at=2025-01-31&commissioner=16C');
    const overlaps = await screen.findByRole('table', { name: 'Areas that overlap' });
    expect(within(overlaps).getByRole('row', { name: 'O1 STOCKTON PCN SMALL PCN 1.25 54.5000, -1.3100' })).toBeVisible();
    expect(screen.getByText(/They cover 1984.53 of the commissioner’s 1988.30 square km/)).toBeVisible();
    expect(screen.getByText(/is in 2 pieces that do not touch/)).toBeVisible();
    expect(screen.getByText(/stands outside the area of its network U89141/)).toBeVisible();
  });
});

describe('changes to the register', () => {
  it('are accepted one by one, or all', async () => {
    const { user } = openPage('/register/changes', new FakeServer({ account: COMMISSIONER }));
    await screen.findByText('Moved from no network to U89141');
    await user.click(screen.getByRole('button', { name: /Accept the change of QUEENS PARK/ }));
    expect(await screen.findAllByText('1 change accepted.')).not.toHaveLength(0);
    expect(screen.queryByText('Moved from no network to U89141')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Accept all that wait: 1 change' }));
    expect(await screen.findByText('No change waits for review.')).toBeVisible();
  });

  it('are refused with the reason, which is shown from then on', async () => {
    const { user, server } = openPage('/register/changes', new FakeServer({ account: COMMISSIONER }));
    expect(await screen.findByText('Refused before, in may.csv of 1 May 2026: It goes on under its old name.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^Refuse ?the change of QUEENS PARK/ }));
    const reason = screen.getByRole('textbox', { name: /Why it does not hold here/ });
    expect(reason).toHaveFocus();
    await user.type(reason, 'The practice did not move.');
    await user.click(screen.getByRole('button', { name: 'Refuse it' }));
    const table = await screen.findByRole('table', { name: '1 refused change: here the register stays as it was before' });
    expect(within(table).getByText('The practice did not move.')).toBeVisible();
    expect(server.requests.find(({ path }) => path === '/api/register/changes/refuse')?.body).toEqual({ ids: [1], reason: 'The practice did not move.' });
    await user.click(within(table).getByRole('button', { name: /Accept after all/ }));
    expect(server.requests.filter(({ path }) => path === '/api/register/changes/accept')).toHaveLength(1);
  });

  it('come from a file that the commissioner loads, with the lines that were not taken', async () => {
    const { user } = openPage('/register/changes', new FakeServer({ account: COMMISSIONER }));
    await user.click(await screen.findByRole('button', { name: 'Load' }));
    expect(await screen.findByRole('heading', { name: 'There is a problem' })).toBeVisible();
    await user.upload(screen.getByLabelText('File as it was published'), new File(['a\nb'], 'lists.csv'));
    await user.click(screen.getByRole('button', { name: 'Load' }));
    expect(await screen.findByText(/lists.csv: list sizes of 1 August 2026. 2 lines, 1 line rejected/)).toBeVisible();
    expect(screen.getByRole('cell', { name: '"many" is not a number of patients.' })).toBeVisible();
  });

  it('are only read by whoever may not decide', async () => {
    openPage('/register/changes');
    await screen.findByText('Moved from no network to U89141');
    expect(screen.queryByRole('button', { name: /Accept/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Load' })).toBeNull();
  });
});
