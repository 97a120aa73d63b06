import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

describe('The map of a network', () => {
  it('is a list of its practices where nothing can be drawn', async () => {
    openPage('/register/networks/U89141');
    const practices = await screen.findByRole('list', { name: 'Practices by their number on the map' });
    expect(within(practices).getByText('THE DENSHAM SURGERY, TS18 1HU')).toBeVisible();
    expect(screen.getByText(/Not on the map, because their place is not known: QUEENS PARK/)).toBeVisible();
    expect(screen.getByText(/This browser cannot draw the map/)).toBeVisible();
  });

  it('is there for the public, too', async () => {
    openPage('/networks/U89141', new FakeServer({ signedIn: false }));
    expect(await screen.findByRole('heading', { name: 'Map' })).toBeVisible();
    expect(await screen.findByText('THE DENSHAM SURGERY, TS18 1HU', { selector: 'ol li' })).toBeVisible();
  });
});

describe('The map of a commissioner', () => {
  it('says of each network where its area comes from, and shows a first idea', async () => {
    const { user } = openPage('/register/commissioners/16C');
    const table = await screen.findByRole('table', { name: '2 networks of this commissioner' });
    expect(within(table).getByRole('row', { name: '1 EAST PCN 0 Its published boundary' })).toBeVisible();
    expect(within(table).getByRole('row', { name: '2 STOCKTON PCN 1 No file gives it' })).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: /Show a first idea of areas/ }));
    expect(await screen.findByRole('row', { name: '2 STOCKTON PCN 1 No file gives it 3' })).toBeVisible();
  });

  it('comes with what the area is like', async () => {
    const { user } = openPage('/register/commissioners/16C');
    expect(await screen.findByText(/6 small areas: 4 in towns, 2 in the country. In Stockton-on-Tees \(6\)./)).toBeVisible();
    expect(screen.getByText('2 of 6 small areas are among the most deprived fifth of England', { selector: 'figcaption' })).toBeVisible();
    expect(screen.getByText(/Where registered patients live is not known/)).toBeVisible();
    expect(screen.getByText(/1 care home with 32 beds. Of 3 homes the directory does not say/)).toBeVisible();
    await user.click(screen.getByText('Show the care homes'));
    expect(screen.getByRole('rowheader', { name: 'ROSE COTTAGE' })).toBeVisible();
  });
});
