import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { openPage } from '../../testing/open_page';

describe('networks that are kept here', () => {
  it('are listed with their stage, and lead to one', async () => {
    const { user, address } = openPage('/my-networks');
    const table = await screen.findByRole('table', { name: '1 network' });
    expect(within(table).getByRole('row', { name: /North Network None yet Draft 1 April 2027 2/ })).toBeVisible();
    await user.click(within(table).getByRole('link', { name: 'North Network' }));
    expect(await screen.findByRole('table', { name: '2 member practices' })).toBeVisible();
    expect(address()).toBe('/my-networks/n1');
    expect(screen.getAllByText('12,000')).toHaveLength(2);
    expect(screen.getByRole('row', { name: 'A81002 A81002 Not known' })).toBeVisible();
    expect(screen.getByText('Nobody is clinical director. From 1 April 2027.')).toBeVisible();
  });

  it('say so when there is none of that name', async () => {
    openPage('/my-networks/n2');
    expect(await screen.findByText(/no such network/)).toBeVisible();
  });
});
