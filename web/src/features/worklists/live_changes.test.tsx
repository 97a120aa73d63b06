import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

import type { ServerEvent } from '../../api/types';
import { FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const LIST = '/worklists/structured-medication-review';

/** Stands for the browser's connection; a test says what the server sends. */
class FakeEvents {
  static latest: FakeEvents | undefined;
  private readonly listeners: ((message: { data: string }) => void)[] = [];

  constructor(readonly address: string) {
    FakeEvents.latest = this;
  }
  addEventListener(kind: string, listener: (message: { data: string }) => void): void {
    if (kind === 'item') this.listeners.push(listener);
  }
  close(): void {}
  send(event: ServerEvent): void {
    for (const listener of this.listeners) listener({ data: JSON.stringify(event) });
  }
}

beforeEach(() => vi.stubGlobal('EventSource', FakeEvents));

it('changes a row in place and marks it when a colleague acts on it', async () => {
  const server = new FakeServer();
  openPage(LIST, server);
  await screen.findByRole('heading', { name: '60 people open.' });
  const item = server.items[1];
  if (!item) throw new Error('The fake server has nobody.');
  server.items[1] = { ...item, state: 'done', state_reason: 'Structured medication review done' };
  act(() => FakeEvents.latest?.send({ kind: 'item', worklist: 'structured-medication-review', patient: 'p1', state: 'done', counts: server.counts() }));

  const row = await screen.findByRole('row', { name: /Changed since you opened this list BROWN, Peter/ });
  expect(within(row).getByText('Done')).toBeVisible();
  expect(screen.getByRole('heading', { name: '59 people open.' })).toBeVisible();
  expect(within(screen.getByRole('list', { name: 'People on this list' })).getByText('done')).toHaveTextContent('1 done');
  expect(screen.getByRole('button', { name: 'Update the list' })).toBeVisible();
});

it('does not mark what this person did', async () => {
  const { user, server } = openPage(LIST);
  await user.click(await screen.findByRole('button', { name: 'Claim AHMED, Amina (Mrs)' }));
  await screen.findByText('Claimed: AHMED, Amina (Mrs).');
  act(() => FakeEvents.latest?.send({ kind: 'item', worklist: 'structured-medication-review', patient: 'p0', state: 'claimed', counts: server.counts() }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Release AHMED, Amina (Mrs)' })).toBeVisible());
  expect(screen.queryByText('Changed since you opened this list')).toBeNull();
});

it('offers a list that was worked out again instead of moving it', async () => {
  openPage(LIST);
  await screen.findByRole('heading', { name: '60 people open.' });
  act(() => FakeEvents.latest?.send({ kind: 'evaluation' }));
  // An event's kind may also come as its name; both lead to the offer.
  expect(await screen.findByText('New data arrived and this list was worked out again.')).toBeVisible();
});
