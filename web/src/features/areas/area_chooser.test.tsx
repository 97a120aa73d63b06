import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { describe, expect, it, vi } from 'vitest';

import { holdToken } from '../../api/client';
import type { NetworkArea } from '../../api/types';
import { FakeServer } from '../../testing/fake_server';
import { Announcer } from '../../ui/notices/announcer';
import { AreaChooser } from './area_chooser';
import { toggled, withDrawn, withoutPolygon, withSmallAreas } from './area_value';

function Field(props: { readonly commissioner: string; readonly tell: (area: NetworkArea) => void }): ReactNode {
  const [area, setArea] = useState<NetworkArea>({});
  return (
    <AreaChooser
      commissioner={props.commissioner}
      members={['A81001', 'A81002']}
      value={area}
      onChange={(next) => {
        setArea(next);
        props.tell(next);
      }}
    />
  );
}

function openChooser(commissioner = '16C'): { readonly user: UserEvent; readonly told: () => NetworkArea | undefined } {
  const server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  holdToken(server.session?.csrf_token);
  let told: NetworkArea | undefined;
  const router = createMemoryRouter([{ path: '/', element: <Announcer><Field commissioner={commissioner} tell={(area) => { told = area; }} /></Announcer> }]);
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), told: () => told };
}

describe('Choosing an area', () => {
  it('works from the list alone, where the browser cannot draw', async () => {
    const { user, told } = openChooser();
    expect(await screen.findByText(/This browser cannot draw the map. The same is in the list of small areas below/)).toBeVisible();
    await user.click(await screen.findByRole('checkbox', { name: 'Stockton-on-Tees 001A' }));
    await user.click(screen.getByRole('checkbox', { name: 'Stockton-on-Tees 001C' }));
    expect(told()).toEqual({ small_areas: ['E01012001', 'E01012003'] });
    expect(await screen.findByText('In 2 pieces.')).toBeVisible();
    expect(screen.getByText(/2.9 square km, 2 small areas; 3,000 registered people live there/)).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'Stockton-on-Tees 001C' }));
    expect(await screen.findByText('In 1 pieces.')).toBeVisible();
    expect(told()).toEqual({ small_areas: ['E01012001'] });
  });

  it('starts from what lies nearest to the member practices, and can be undone', async () => {
    const { user, told } = openChooser();
    await user.click(await screen.findByRole('button', { name: 'Choose all that lie nearest to the member practices' }));
    expect(await screen.findByText(/The place of QUEENS PARK is not known/)).toBeVisible();
    expect(told()?.small_areas).toEqual(['E01012001', 'E01012002', 'E01012003']);
    await user.click(screen.getByRole('button', { name: 'Undo the last change' }));
    expect(told()).toEqual({});
    const members = screen.getByRole('list', { name: 'Member practices by their number on the map' });
    expect(within(members).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'THE DENSHAM SURGERY', 'A81002, whose place is not known',
    ]);
  });

  it('says what is left in no network’s area, and takes all of it at once', async () => {
    const { user, told } = openChooser();
    await user.click(await screen.findByRole('checkbox', { name: 'Stockton-on-Tees 001B' }));
    expect(await screen.findByText('4 small areas are in no network’s area.')).toBeVisible();
    await user.selectOptions(screen.getByLabelText('Which small areas'), 'In no network’s area');
    const table = await screen.findByRole('table', { name: '4 small areas' });
    expect(within(table).queryByText('Stockton-on-Tees 001F')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Choose all 4' }));
    expect(await screen.findByText('0 small areas are in no network’s area.')).toBeVisible();
    expect(told()?.small_areas).toHaveLength(5);
    await user.selectOptions(screen.getByLabelText('Which small areas'), 'All');
    await user.type(screen.getByLabelText('Name or code'), '001f');
    await user.click(screen.getByRole('checkbox', { name: 'Stockton-on-Tees 001F' }));
    expect(await screen.findByText('It overlaps EAST PCN.')).toBeVisible();
    expect(screen.getByText('The clause of overlap.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Start again' }));
    expect(told()).toEqual({ small_areas: [], polygons: [] });
  });

  it('says what is wrong with the commissioner, and that there must be one', async () => {
    openChooser('');
    expect(await screen.findByText('Choose the commissioner first.')).toBeVisible();
    openChooser('99Z');
    expect(await screen.findByRole('heading', { name: 'The register has no such commissioner.' })).toBeVisible();
  });
});

describe('An area', () => {
  it('keeps its small areas in order and each once', () => {
    expect(withSmallAreas({ small_areas: ['E01000002'] }, ['E01000003', 'E01000001', 'E01000002']).small_areas)
      .toEqual(['E01000001', 'E01000002', 'E01000003']);
    expect(toggled({ small_areas: ['E01000001'] }, 'E01000001')).toEqual({ small_areas: [] });
  });

  it('closes the line that is drawn', () => {
    const area = withDrawn({}, [[-1.4, 54.4], [-1.3, 54.4], [-1.3, 54.5]]);
    expect(area.polygons?.[0]?.coordinates[0]).toEqual([[-1.4, 54.4], [-1.3, 54.4], [-1.3, 54.5], [-1.4, 54.4]]);
    expect(withoutPolygon(area, 0).polygons).toEqual([]);
  });
});
