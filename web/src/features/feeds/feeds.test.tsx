import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { COMMISSIONER, FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

describe('data feeds', () => {
  it('say which practice is late and what the last load brought', async () => {
    openPage('/feeds');
    expect(await screen.findByText(/1 practice is not up to date, of 3/)).toBeVisible();
    expect(screen.getByRole('row', { name: /Oak Tree Practice X10003 Late 18 November 2026/ })).toBeVisible();
  });

  it('show each rejected line with file, line, reason and original', async () => {
    openPage('/feeds/X10002');
    expect(
      await screen.findByRole('row', { name: 'entries.csv 812 “31/02/2026” is not a date 9990000123,44054006,31/02/2026' }),
    ).toBeVisible();
  });

  it('keep uploads and rejected lines from a role that may not see them', async () => {
    openPage('/feeds/X10002', new FakeServer({ account: COMMISSIONER }));
    await screen.findByRole('heading', { name: /Harbour Medical Centre/, level: 1 });
    expect(screen.queryByRole('heading', { name: 'Rejected lines' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Upload' })).toBeNull();
  });

  it('say that there is no such practice', async () => {
    openPage('/feeds/NOWHERE');
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
  });
});

describe('uploading', () => {
  it('asks for a file first', async () => {
    const { user } = openPage('/feeds/X10001');
    await user.click(await screen.findByRole('button', { name: 'Upload' }));
    expect(await screen.findByRole('link', { name: 'Choose a file that is not empty' })).toBeVisible();
  });

  it('shows the share that was sent, then the stages of the job, then the result', async () => {
    let sent: { onprogress?: (event: object) => void } = {};
    const opened: string[] = [];
    class Request {
      upload = sent;
      status = 202;
      response = { id: 'j1', state: 'waiting', stage: 'Waiting' };
      onload: () => void = () => undefined;
      constructor() {
        sent = this.upload;
      }
      open(method: string, address: string): void {
        opened.push(`${method} ${address}`);
      }
      setRequestHeader(): void {}
      send(): void {
        setTimeout(() => {
          this.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 });
          setTimeout(() => this.onload(), 300);
        });
      }
    }
    vi.stubGlobal('XMLHttpRequest', Request);
    const server = new FakeServer();
    const answers = [
      { id: 'j1', state: 'running', stage: 'Reading', done: 10, total: 40 },
      { id: 'j1', state: 'done', stage: 'Done', load: { id: 'l', loaded_at: '2026-11-23T09:00:00Z', people: 3, entries: 40, rejects: 1 } },
    ];
    const answer = server.answer.bind(server);
    server.answer = (request) =>
      request.path === '/api/jobs/j1' ? { status: 200, body: answers.length > 1 ? answers.shift() : answers[0] } : answer(request);

    const { user, address } = openPage('/feeds/X10001', server);
    await user.upload(await screen.findByLabelText('Extract of this practice'), new File(['x'.repeat(4000)], 'mill lane.csv'));
    await user.click(screen.getByRole('button', { name: 'Upload' }));
    expect(await screen.findByRole('progressbar', { name: 'Sending 4 kB: 25%' })).toBeVisible();
    expect(opened).toEqual(['POST /api/feeds/X10001/loads?file_name=mill+lane.csv']);
    expect(await screen.findByRole('progressbar', { name: 'Reading 10 of 40' })).toHaveAttribute('value', '10');
    expect(address()).toBe('/feeds/X10001?job=j1');
    await waitFor(() => expect(screen.getByText(/3 people, 40 entries and 1 rejected line\./)).toBeVisible(), { timeout: 3000 });
  });
});
