import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

import { openEditor } from '../../testing/editor';
import { ANALYST, COMMISSIONER, FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

beforeEach(() => sessionStorage.clear());

const GOOD = 'Registers."Diabetes register"\n  and AgeInYears() >= 65';
const BAD = GOOD.replace('Diabetes', 'Diabets');

function people(): HTMLElement {
  return screen.getByRole('region', { name: 'People' });
}

function counts(server: FakeServer): readonly unknown[] {
  return server.requests.filter(({ path }) => path === '/api/cohorts/count').map(({ body }) => body);
}

it('counts what is written and says it of whom, step by step and in parts', async () => {
  const { server } = openPage('/cohorts/new');
  const editor = await openEditor();
  expect(people()).toHaveTextContent('Write a rule to see how many people it holds for.');
  editor.write(GOOD);
  await waitFor(() => expect(people()).toHaveTextContent("4122.3% of 17,695 people: on a practice's list and alive, as at 23 November 2026Up to date with the text."));
  expect(counts(server)).toMatchObject([{ text: GOOD, base: 'registered', later_entries: 'leave_out' }]);
  const steps = screen.getByRole('table', { name: 'People left after each clause of “Cohort”' });
  const shown = within(steps).getAllByRole('row').slice(1).map((row) => row.textContent);
  expect(shown[0]).toBe("On a practice's list and alive17,695Not applicableNot applicableNot applicable");
  expect(shown[2]).toBe('2. AgeInYears() >= 65 Show clause 2 in the text4122,708013.2%');
  for (const name of ['By practice', 'By age and sex', 'By deprivation', 'About this number']) {
    expect(screen.getByRole('region', { name })).toBeVisible();
  }
  expect(screen.getByRole('region', { name: 'About this number' })).toHaveTextContent(/For 40 people the record does not say.*For 2 people the rule could not be worked out.*A number grew too large \(2\)/);
});

it('shows a mistake at its place and in words, keeps the number as an older one, and mends it by one press', async () => {
  const { user } = openPage('/cohorts/new');
  const editor = await openEditor();
  editor.write(GOOD);
  await waitFor(() => expect(people()).toHaveTextContent('Up to date'));
  editor.write(BAD);
  const mistakes = within(await screen.findByRole('region', { name: '1 mistake in the text' }));
  expect(people()).toHaveTextContent('412');
  expect(people()).toHaveTextContent('1 mistake in the text: the number is of the text before.');
  expect(screen.getByText('These figures are of the text before the last changes.')).toBeVisible();
  expect(editor.marked().join('')).toBe('"Diabets register"');
  expect(editor.content).toHaveAttribute('aria-invalid', 'true');
  await user.click(mistakes.getByRole('button', { name: 'Line 1, column 11' }));
  expect(editor.selected()).toBe('"Diabets register"');
  await user.click(mistakes.getByRole('button', { name: 'Write "Diabetes register" instead in line 1' }));
  expect(editor.text()).toBe(GOOD);
  await waitFor(() => expect(people()).toHaveTextContent('Up to date'));
  expect(screen.queryByRole('region', { name: /mistake/ })).not.toBeInTheDocument();
  expect(editor.content).not.toHaveAttribute('aria-invalid');
  expect(editor.marked()).toEqual([]);
});

it('tells the editor what it is and how to leave it', async () => {
  openPage('/cohorts/new');
  const { content } = await openEditor();
  expect(content).toHaveAttribute('aria-label', 'Rule in CQL');
  expect(content).toHaveAttribute('aria-multiline', 'true');
  const hint = (content.getRootNode() as ShadowRoot).getElementById(content.getAttribute('aria-describedby') ?? '');
  expect(hint).toHaveTextContent(/^Tab leaves the editor/);
});

it('counts for a practice, a base and a day, and again after a reload', async () => {
  const { user, server } = openPage('/cohorts/new');
  const editor = await openEditor();
  editor.write(GOOD);
  await user.selectOptions(await screen.findByLabelText('Practice'), 'Oak Tree Practice');
  await user.selectOptions(screen.getByLabelText('Among whom'), 'Hypertension register');
  const asAt = within(screen.getByRole('group', { name: /^As at/ }));
  await user.type(asAt.getByLabelText('Day'), '31');
  await user.type(asAt.getByLabelText('Month'), '3');
  await user.type(asAt.getByLabelText('Year'), '2026');
  await waitFor(() => expect(counts(server).at(-1)).toMatchObject({
    text: GOOD, practice: 'X10003', base: 'Registers.Hypertension register', as_at: '2026-03-31',
  }));
  await waitFor(() => expect(people()).toHaveTextContent('as at 31 March 2026'));

  cleanup();
  const again = openPage('/cohorts/new');
  await waitFor(() => expect(counts(again.server).at(-1)).toMatchObject({ text: GOOD, as_at: '2026-03-31' }));
  expect(again.address()).toBe('/cohorts/new');
});

it('stops an older count when the text goes on', async () => {
  const { server } = openPage('/cohorts/new');
  const editor = await openEditor();
  const asked: AbortSignal[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (!request.url.endsWith('/api/cohorts/count')) return server.fetch(request);
    asked.push(request.signal);
    // The first answer never comes.
    return asked.length === 1 ? new Promise<Response>(() => undefined) : server.fetch(request);
  });
  editor.write('A and B');
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(people()).toHaveTextContent('Counting…');
  expect(people()).toHaveAttribute('aria-busy', 'true');
  editor.write('A');
  await waitFor(() => expect(people()).toHaveTextContent('3,120'));
  expect(asked.map(({ aborted }) => aborted)).toEqual([true, false]);
});

it('begins with an example also before the editor is there', async () => {
  const { user } = openPage('/cohorts/new');
  await user.click(await screen.findByRole('button', { name: 'Begin with an example' }));
  expect((await openEditor()).text()).toMatch(/AgeInYears\(\) >= 65$/);
});

it('begins with an example of the content, and writes names that were searched for', async () => {
  const { user } = openPage('/cohorts/new');
  const editor = await openEditor();
  await user.click(await screen.findByRole('button', { name: 'Begin with an example' }));
  expect(editor.text()).toBe(GOOD);
  await user.click(await screen.findByText('Find a name to use'));
  await user.type(screen.getByLabelText('Part of the name'), 'statin');
  await user.click(screen.getByRole('button', { name: /^Insert Statin, value set/ }));
  expect(editor.text()).toBe(`${GOOD}"Statin"`);
});

it('names the people to those who may see them, when they ask, and anew for another text', async () => {
  const { user, server } = openPage('/cohorts/new');
  const editor = await openEditor();
  editor.write(GOOD);
  await user.click(await screen.findByRole('button', { name: 'Show the people' }));
  const table = await screen.findByRole('table', { name: 'People, 1 to 25 of 412' });
  expect(within(table).getByRole('link', { name: 'DAVIES, Owen (Mr)' })).toHaveAttribute('href', '/patients/p3');
  expect(server.requests.filter(({ path }) => path === '/api/cohorts/people').map(({ body }) => body)).toMatchObject([{ text: GOOD, page: 1 }]);
  editor.write('A');
  await waitFor(() => expect(people()).toHaveTextContent('3,120'));
  expect(screen.queryByRole('table', { name: /^People, / })).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Show the people' })).toBeVisible();
});

it('does not let a role that sees no people read a small number as nobody', async () => {
  openPage('/cohorts/new', new FakeServer({ account: COMMISSIONER }));
  const editor = await openEditor();
  editor.write('A and B');
  await waitFor(() => expect(people()).toHaveTextContent('Your role sees no people'));
  expect(screen.queryByRole('button', { name: 'Show the people' })).not.toBeInTheDocument();
  const table = screen.getByRole('table', { name: 'People by age and sex', hidden: true });
  expect(within(table).getByRole('row', { name: /^90 and over/, hidden: true })).toHaveTextContent('0 to 7');
});

it('is in the navigation of those who may count', async () => {
  openPage('/cohorts/new', new FakeServer({ account: ANALYST }));
  expect(await screen.findByRole('link', { name: 'Cohorts' })).toHaveAttribute('href', '/cohorts');
});
