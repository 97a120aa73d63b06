import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { FakeServer, LEAD } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

describe('who looked', () => {
  it('says who did what with how many patients of which practice', async () => {
    openPage('/access-log', new FakeServer({ account: LEAD }));
    expect(await screen.findByText('3 entries from 17 November 2026 to 23 November 2026.')).toBeVisible();
    const list = screen.getByRole('row', { name: /Read a worklist/ });
    expect(within(list).getByText('20 patients of Mill Lane Surgery')).toBeVisible();
    expect(within(list).getByText('5 patients of Harbour Medical Centre')).toBeVisible();
    expect(within(screen.getByRole('row', { name: /Loaded the practice's data/ })).getByText('Whoever runs the server')).toBeVisible();
    expect(screen.getByRole('link', { name: 'CSV' })).toHaveAttribute(
      'href', '/api/access-log/export?from=2026-11-17&to=2026-11-23&format=csv');
  });

  it('follows one patient, and goes back to everybody', async () => {
    const { user, address } = openPage('/access-log', new FakeServer({ account: LEAD }));
    await user.click(await screen.findByRole('link', { name: /Who else looked at this patient/ }));
    expect(await screen.findByText(/1 entry from .* about one patient/)).toBeVisible();
    expect(address()).toBe('/access-log?patient=p7');
    await user.click(screen.getByRole('link', { name: 'Show everybody' }));
    expect(await screen.findByText(/3 entries/)).toBeVisible();
  });

  it('asks for a practice and for days, and refuses days in the wrong order', async () => {
    const { user, address } = openPage('/access-log', new FakeServer({ account: LEAD }));
    const from = await screen.findByLabelText('From');
    await user.clear(from);
    await user.type(from, '2026-11-24');
    await user.click(screen.getByRole('button', { name: 'Show these entries' }));
    expect(await screen.findByRole('link', { name: 'Enter a first day that is not after the last' })).toBeVisible();
    await user.clear(from);
    await user.type(from, '2026-08-23');
    await user.click(screen.getByRole('button', { name: 'Show these entries' }));
    expect(await screen.findByRole('link', { name: 'Choose at most 92 days' })).toBeVisible();
    await user.clear(from);
    await user.type(from, '2026-11-20');
    await user.selectOptions(screen.getByLabelText('Practice'), 'Harbour Medical Centre');
    await user.click(screen.getByRole('button', { name: 'Show these entries' }));
    expect(await screen.findByText('2 entries from 20 November 2026 to 23 November 2026.')).toBeVisible();
    expect(address()).toBe('/access-log?from=2026-11-20&to=2026-11-23&practice=X10002');
  });

  it('says why it is empty where no practice shares its entries', async () => {
    openPage('/access-log', new FakeServer({ account: LEAD, sharesAudit: false }));
    expect(await screen.findByText(/No practice shares its audit entries/)).toBeVisible();
  });

  it('is closed to who may not read the log', async () => {
    openPage('/access-log');
    expect(await screen.findByRole('heading', { level: 1, name: 'You cannot open this page' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Who looked' })).toBeNull();
  });
});
