import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';
import { textOfForm } from './agreement_text';

const MANAGER = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'sharing.manage' as const] };

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe('data-sharing agreements', () => {
  it('are listed with their state and with what is shared on the day', async () => {
    openPage('/sharing');
    const table = await screen.findByRole('table', { name: '1 agreement' });
    expect(within(table).getByRole('row', { name: /Care in Riverside In force for some Lapses soon 1 April 2026 31 March 2027 1 of 3 Direct care/ })).toBeVisible();
    const matrix = screen.getByRole('table', { name: 'What is shared on 26 November 2026' });
    expect(within(matrix).getByRole('row', { name: 'Elm Surgery Riverside PCN Who patients are Nothing' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Write an agreement' })).toBeNull();
  });

  it('are signed by somebody who may, under the text that is shown', async () => {
    const server = new FakeServer({ account: MANAGER });
    const { user } = openPage('/sharing/s1', server);
    expect(await screen.findByRole('row', { name: /Oak Surgery \(A81002\) Gives Does not count, for the text changed since: Dr O, Partner/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /Elm Surgery Riverside PCN None. U10001 has not signed/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Sign this text for Riverside PCN' }));
    expect(await screen.findByText('Riverside PCN has signed this text.')).toBeVisible();
  });

  it('are suspended at once, with a reason', async () => {
    const server = new FakeServer({ account: MANAGER });
    const { user } = openPage('/sharing/s1', server);
    await user.click(await screen.findByText('Suspend or end it for Riverside PCN'));
    await user.click(screen.getByRole('button', { name: 'Suspend from this moment' }));
    expect(await screen.findByRole('link', { name: 'Say why, for the other parties' })).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'A breach');
    await user.click(screen.getByRole('button', { name: 'Suspend from this moment' }));
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeVisible();
    expect(server.requests.find(({ path }) => path.endsWith('/stops'))?.body).toEqual({ kind: 'suspended', reason: 'A breach' });
  });

  it('offer no steps to whoever only reads', async () => {
    openPage('/sharing/s1');
    expect(await screen.findByRole('table', { name: 'Parties and their signatures' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Sign this text/ })).toBeNull();
  });

  it('are written on a form that asks for what is missing', async () => {
    const server = new FakeServer({ account: MANAGER });
    server.sharing.leftOut = [{ practice: { ods_code: 'A81003', name: 'Ash Surgery' }, reason: 'No agreement.' }];
    const { user } = openPage('/sharing/new', server);
    await user.click(await screen.findByRole('button', { name: 'Save the text' }));
    expect(screen.getByRole('link', { name: 'Enter a title' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Who receives' })).toHaveValue('U10001');
    expect(screen.getByRole('textbox', { name: 'Practices that give' })).toHaveValue('A81003');
  });

  it('read their form', () => {
    const read = textOfForm(form({
      title: 'T', disclosers: 'a81001\nA81002', receivers: 'u1a', from: '2026-04-01', to: '2027-03-31', caldicott_guardian: 'G', caldicott_guardian_on: '2026-03-01',
    }));
    expect(read).toMatchObject({ disclosers: ['A81001', 'A81002'], receivers: ['U1A'], caldicott_guardian: { name: 'G', on: '2026-03-01' } });
    expect(read).not.toHaveProperty('data_protection_officer');
    expect(textOfForm(form({ title: 'T', disclosers: 'A81001', receivers: 'U1A', from: '2027-04-01', to: '2026-04-01', data_protection_officer: 'P' }))).toEqual([
      { field: 'to', message: 'The last day must not lie before the first' },
      { field: 'data_protection_officer_on', message: 'Enter the day on which the data protection officer approved it' },
    ]);
  });
});

describe('practices without an agreement in force', () => {
  it.each(['/', '/worklists', '/population', '/patients', '/feeds'])('are named on %s', async (path) => {
    const server = new FakeServer();
    server.sharing.leftOut = [{ practice: { ods_code: 'A81003', name: 'Ash Surgery' }, reason: 'The agreement lapsed on 31 March 2026.' }];
    openPage(path, server);
    const note = await screen.findByText('1 of 7 practices is not included: no data-sharing agreement in force');
    expect(note).toBeVisible();
    expect(screen.getByText(/The agreement lapsed on 31 March 2026./)).toBeInTheDocument();
  });
});
