import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const MANAGER = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'networks.govern'] } as typeof PHARMACIST;

describe('partners of a network', () => {
  it('are found while somebody types, with the telephone and how to refer', async () => {
    const { user } = openPage('/my-networks/n1/partners');
    expect(await screen.findByRole('list', { name: '2 partners found' })).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Find a service or partner' }), 'befr');
    const found = await screen.findByRole('list', { name: '1 partner found' });
    expect(within(found).getByText('01642 111')).toBeVisible();
    expect(within(found).getByText('Ring, no letter needed')).toBeVisible();
    expect(within(found).queryByText('Stockton Council')).toBeNull();
    expect(screen.getByRole('row', { name: /Befriending Schedule 7 arrangement .* Due Review is 56 days late/ })).toBeVisible();
  });

  it('say so when none is found, and cannot be added by who may only read', async () => {
    const { user } = openPage('/my-networks/n1/partners');
    await user.type(await screen.findByRole('searchbox'), 'xyz');
    expect(await screen.findByText('No partner is found.')).toBeVisible();
    expect(screen.queryByText('Add a partner')).toBeNull();
  });

  it('are added with their service', async () => {
    const { user } = openPage('/my-networks/n1/partners', new FakeServer({ account: MANAGER }));
    await user.click(await screen.findByText('Add a partner'));
    await user.type(screen.getByRole('textbox', { name: 'Organisation' }), 'Food bank');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of organisation' }), 'Voluntary organisation');
    await user.type(screen.getByRole('textbox', { name: 'Hours (optional)' }), 'Mondays');
    await user.click(screen.getByRole('button', { name: 'Add partner' }));
    expect(await screen.findByRole('link', { name: 'Enter the service that this is about' })).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: /^Service/ }), 'Food parcels');
    await user.click(screen.getByRole('button', { name: 'Add partner' }));
    expect(await screen.findByRole('heading', { name: 'Food bank' })).toBeVisible();
  });
});

describe('teams and suppliers of a network', () => {
  it('show who works on the day and which kind of team is missing', async () => {
    openPage('/my-networks/n1/teams');
    const posts = await screen.findByRole('table', { name: '1 post across employers' });
    expect(within(posts).getByRole('row', { name: /District nurse Vacant or not named Trust/ })).toBeVisible();
    expect(screen.getByText('On this day the network has no mental health team.')).toBeVisible();
  });

  it('show who uses what, the record systems and counts out of area', async () => {
    openPage('/my-networks/n1/suppliers');
    expect(await screen.findByRole('row', { name: 'Ask Example Online consultation None given THE DENSHAM SURGERY' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'THE DENSHAM SURGERY TPP (map.csv, 1 July 2026) Yes, 1,200 on 1 October 2026' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'A81002 The register does not say Not said' })).toBeVisible();
  });
});
