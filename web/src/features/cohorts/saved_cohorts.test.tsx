import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';

import { openEditor } from '../../testing/editor';
import { COMMISSIONER, FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

beforeEach(() => sessionStorage.clear());

function serverWith(...versions: Parameters<FakeServer['cohorts']['put']>[1]): FakeServer {
  const server = new FakeServer();
  server.cohorts.put('Diabetes without a statin', versions);
  return server;
}

describe('the list', () => {
  it('shows what is saved, with state and author, and retired ones on request', async () => {
    const server = serverWith({ state: 'ready' }, { reason: 'Older people only' });
    server.cohorts.put('Old work', [{}]);
    (server.cohorts.saved[1] as { archived: boolean }).archived = true;
    const { user } = openPage('/cohorts', server);
    expect(await screen.findByRole('row', { name: /^Diabetes without a statin/ })).toHaveTextContent('2 DraftVersion 1Sam Okafor');
    expect(screen.queryByText('Old work')).not.toBeInTheDocument();
    await user.click(screen.getByRole('link', { name: 'Show 1 retired cohort too' }));
    expect(await screen.findByRole('row', { name: /^Old work/ })).toHaveTextContent('Retired');
  });

  it('says what to do where nothing is saved', async () => {
    openPage('/cohorts');
    expect(await screen.findByText('No cohort has been saved yet.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Build a cohort' })).toHaveAttribute('href', '/cohorts/new');
  });
});

describe('saving', () => {
  it('asks for a name and a purpose, then shows the saved cohort and forgets the draft', async () => {
    const { user, server, address } = openPage('/cohorts/new');
    const editor = await openEditor();
    editor.write('A and B');
    await user.click(await screen.findByText('Save as a cohort'));
    await user.click(screen.getByRole('button', { name: 'Save the cohort' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Enter a nameEnter what it is for');
    await user.type(screen.getByLabelText('Name'), 'Diabetes without a statin');
    await user.type(screen.getByLabelText('What is it for?'), 'To invite them');
    await user.click(screen.getByRole('button', { name: 'Save the cohort' }));
    expect(await screen.findByRole('heading', { name: /Diabetes without a statin/, level: 1 })).toBeVisible();
    expect(address()).toBe('/cohorts/c1');
    expect(server.cohorts.saved[0]?.versions[0]).toMatchObject({ text: 'A and B', reason: 'To invite them', state: 'draft' });
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it('does not save a text with mistakes, and says why a name cannot be had', async () => {
    const { user, server } = openPage('/cohorts/new', serverWith({}));
    const editor = await openEditor();
    editor.write('Registers."Diabets register"');
    await screen.findByRole('region', { name: '1 mistake in the text' });
    await user.click(screen.getByText('Save as a cohort'));
    expect(screen.getByText('Correct the mistakes in the text first.')).toBeVisible();
    await user.type(screen.getByLabelText('Name'), 'Diabetes without a statin');
    await user.type(screen.getByLabelText('What is it for?'), 'x');
    await user.click(screen.getByRole('button', { name: 'Save the cohort' }));
    expect(server.requests.filter(({ method, path }) => method === 'POST' && path === '/api/cohorts')).toEqual([]);
    editor.write('A');
    await waitFor(() => expect(screen.queryByText('Correct the mistakes in the text first.')).not.toBeInTheDocument());
    await user.click(screen.getByRole('button', { name: 'Save the cohort' }));
    expect(await screen.findByText('The name is taken.')).toBeVisible();
  });

  it('is not offered to those who may only count', async () => {
    const server = new FakeServer({ account: COMMISSIONER });
    server.cohorts.put('Diabetes without a statin', [{}]);
    openPage('/cohorts/new', server);
    await openEditor();
    expect(screen.queryByText('Save as a cohort')).not.toBeInTheDocument();
  });
});

describe('a version', () => {
  it('shows text, purpose, cases and what changed since the one before', async () => {
    const { user } = openPage('/cohorts/c1', serverWith(
      { text: 'A\n  and B' }, { text: 'A\n  and C', reason: 'C is better', cases: 'case one\n  -> Cohort: yes' },
    ));
    expect(await screen.findByRole('heading', { name: 'Version 2' })).toBeVisible();
    expect(screen.getByText('C is better', { selector: 'dd' })).toBeVisible();
    expect(screen.getByText('1 case, 1 expectation: all as expected.')).toBeVisible();
    const difference = await screen.findByRole('table', { name: 'Text of version 2 against version 1' });
    const rows = within(difference).getAllByRole('row').slice(1).map((row) => row.textContent);
    expect(rows).toEqual(['11SameA', '2No line−Removed  and B', 'No line2+Added  and C']);
    await user.click(screen.getByRole('link', { name: /^1 show this version/ }));
    expect(await screen.findByRole('heading', { name: 'Version 1' })).toBeVisible();
    expect(screen.queryByRole('heading', { name: /^What changed/ })).not.toBeInTheDocument();
  });

  it('becomes ready unless its cases fail, and a cohort is retired and restored', async () => {
    const server = serverWith({ cases: 'case one fails\n  -> Cohort: yes' });
    const { user } = openPage('/cohorts/c1', server);
    await user.click(await screen.findByRole('button', { name: 'Mark version 1 as ready' }));
    expect(await screen.findByText('Cases fail.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Retire the cohort' }));
    expect(await screen.findByText('Retired.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Restore the cohort' }));
    await waitFor(() => expect(screen.queryByText('Retired.')).not.toBeInTheDocument());
    expect(server.cohorts.saved[0]?.archived).toBe(false);
  });
});

describe('the next version', () => {
  it('begins with the newest text and is saved after it', async () => {
    const { user, server, address } = openPage('/cohorts/c1/edit', serverWith({ text: 'A', cases: 'case x' }));
    const editor = await openEditor();
    expect(editor.text()).toBe('A');
    editor.write('A and B');
    await user.click(await screen.findByText('Save as version 2'));
    await user.type(screen.getByLabelText('What changed, and why?'), 'B too');
    await user.click(screen.getByRole('button', { name: 'Save version 2' }));
    await waitFor(() => expect(address()).toBe('/cohorts/c1'));
    expect(server.cohorts.saved[0]?.versions[1]).toMatchObject({ text: 'A and B', cases: 'case x', reason: 'B too' });
  });

  it('writes over nobody: a version that came meanwhile is shown first', async () => {
    const server = serverWith({ text: 'A' });
    const { user } = openPage('/cohorts/c1/edit', server);
    const editor = await openEditor();
    editor.write('A and B');
    server.cohorts.answer({
      method: 'POST', path: '/api/cohorts/c1/versions', search: new URLSearchParams(), headers: new Headers(),
      body: { text: 'A and C', reason: 'C instead', based_on: 1 },
    });
    await user.click(await screen.findByText('Save as version 2'));
    await user.type(screen.getByLabelText('What changed, and why?'), 'B too');
    await user.click(screen.getByRole('button', { name: 'Save version 2' }));
    const meanwhile = within(await screen.findByRole('region', { name: 'Version 2 was saved meanwhile' }));
    expect(meanwhile.getByText(/By Robin Patel on .*: “C instead”/)).toBeVisible();
    expect(await meanwhile.findByRole('table', { name: 'Your text against version 2' })).toHaveTextContent('RemovedA and C');
    expect(editor.text()).toBe('A and B');
    expect(screen.getByText('Look at version 2 first.')).toBeVisible();
    await user.click(meanwhile.getByRole('button', { name: 'I have seen version 2: save mine after it' }));
    await user.click(await screen.findByRole('button', { name: 'Save version 3' }));
    await waitFor(() => expect(server.cohorts.saved[0]?.versions.map(({ text }) => text)).toEqual(['A', 'A and C', 'A and B']));
  });

  it('runs cases and leads to the line of one that fails', async () => {
    const { user } = openPage('/cohorts/c1/edit', serverWith({ text: 'A' }));
    await openEditor();
    await user.click(await screen.findByText('Cases: no cases'));
    const area = screen.getByLabelText<HTMLTextAreaElement>('Cases');
    await user.type(area, 'case one\n  -> Cohort: yes\ncase two fails\n  -> Cohort: yes');
    await user.click(screen.getByRole('button', { name: 'Run the cases' }));
    expect(await screen.findByText('2 cases, 2 expectations: 1 is not as expected.')).toBeVisible();
    const row = screen.getByRole('row', { name: /^Somebody who fails/ });
    expect(row).toHaveTextContent('yesnoAgeInYears() >= 65: false');
    await user.click(within(row).getByRole('button', { name: '3' }));
    expect(area).toHaveFocus();
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('case two fails');
  });
});

describe('a comparison', () => {
  const COMPARE = '/cohorts/c1/compare?before=1&after=2';

  it('says who joined and left, why, where, and how the texts differ', async () => {
    openPage(COMPARE, serverWith({ text: 'A and B' }, { text: 'A' }));
    expect(await screen.findByRole('heading', { name: '29 people joined and 12 left' })).toBeVisible();
    expect(screen.getByRole('row', { name: /^A birthday/ })).toHaveTextContent('012');
    expect(screen.getByRole('row', { name: /^Oak Tree Practice/ })).toHaveTextContent('4169');
    expect(screen.getByRole('table', { name: 'The second text against the first' })).toHaveTextContent('RemovedA and B');
    expect(screen.getByText('version 1 as at 23 November 2026')).toBeVisible();
  });

  it('asks for other days through the address', async () => {
    const { user, address, server } = openPage(COMPARE, serverWith({}, {}));
    await screen.findByRole('heading', { name: /joined/ , level: 2 });
    const from = within(screen.getByRole('group', { name: /^As at \(from\)/ }));
    await user.type(from.getByLabelText('Day'), '31');
    await user.type(from.getByLabelText('Month'), '2');
    await user.type(from.getByLabelText('Year'), '2025');
    const form = within(screen.getByRole('form', { name: 'What is compared' }));
    await user.click(form.getByRole('button', { name: 'Compare' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Enter a real date to compare from');
    await user.clear(from.getByLabelText('Month'));
    await user.type(from.getByLabelText('Month'), '3');
    await user.click(form.getByRole('button', { name: 'Compare' }));
    await waitFor(() => expect(address()).toBe('/cohorts/c1/compare?before=1&after=2&before_day=2025-03-31'));
    await waitFor(() => expect(server.requests.filter(({ path }) => path === '/api/cohorts/compare').at(-1)?.body).toMatchObject({
      before: { cohort: 'c1', version: 1, as_at: '2025-03-31' }, after: { cohort: 'c1', version: 2 },
    }));
  });

  it('names the people to those who may see them, with a way to each', async () => {
    const { user } = openPage(COMPARE, serverWith({}, {}));
    await user.click(await screen.findByRole('button', { name: 'Show who joined' }));
    const table = await screen.findByRole('table', { name: 'People who joined, 1 to 2 of 2' });
    expect(within(table).getByRole('link', { name: 'DAVIES, Owen (Mr)' })).toHaveAttribute('href', '/patients/p3');
    expect(table).toHaveTextContent('Joined: the rule no longer asks for "B".');
    expect(table).toHaveTextContent('04-Mar-2026 Type 2 diabetes mellitus (44054006)');
    await user.click(screen.getByRole('button', { name: 'Show who left' }));
    expect(await screen.findByText('Nobody left.')).toBeVisible();
  });

  it('names nobody to a role that sees no people, and no small number as none', async () => {
    const server = new FakeServer({ account: COMMISSIONER });
    server.cohorts.put('Diabetes without a statin', [{}, {}]);
    openPage(COMPARE, server);
    expect(await screen.findByText(/Your role sees no people/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show who joined' })).not.toBeInTheDocument();
    expect(screen.getByRole('row', { name: /^A birthday/ })).toHaveTextContent('0 to 712');
  });

  it('is made of the text under edit, before it is saved', async () => {
    const { user, server } = openPage('/cohorts/c1/edit', serverWith({ text: 'A' }));
    const editor = await openEditor();
    editor.write('A and B');
    await waitFor(() => expect(screen.getByRole('region', { name: 'People' })).toHaveTextContent('412'));
    await user.click(await screen.findByText('Who joins and who leaves by this text'));
    await user.click(screen.getByRole('button', { name: 'Show who joins and who leaves' }));
    expect(await screen.findByRole('heading', { name: '29 people joined and 12 left' })).toBeVisible();
    expect(server.requests.filter(({ path }) => path === '/api/cohorts/compare').at(-1)?.body).toMatchObject({
      before: { cohort: 'c1', version: 1 }, after: { text: 'A and B', base: 'registered' },
    });
  });
});
