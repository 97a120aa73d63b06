import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { COMMISSIONER, FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const PLANNER = { ...COMMISSIONER, permissions: [...COMMISSIONER.permissions, 'networks.review'] } as typeof PHARMACIST;
const MANAGER = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'networks.form'] } as typeof PHARMACIST;

const planner = (): FakeServer => new FakeServer({ account: PLANNER });
const lastSent = (server: FakeServer) => {
  const sent = server.requests.findLast(({ method }) => method !== 'GET');
  return { sent: `${sent?.method} ${sent?.path}`, body: sent?.body };
};

describe('the programme', () => {
  it('shows a practice who answers for what, its own team first, and the principles', async () => {
    openPage('/programme', new FakeServer({ account: MANAGER }));
    expect(await screen.findByRole('row', { name: 'Commissioning networks Commissioning Ann Lee, Director' })).toBeVisible();
    const teams = screen.getAllByRole('heading', { level: 3 }).map(({ textContent: words }) => words?.trim());
    expect(teams).toEqual(['East team Your team', 'West team']);
    expect(screen.getByText('Jo Lead, Lead, 01642 1')).toBeVisible();
    expect(screen.getByText(/A proposal to begin from/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Ask for support' })).toBeVisible();
    expect(screen.queryByText('Add a workstream')).toBeNull();
    expect(screen.queryByText('Still missing on this day')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Panels, meetings and actions' })).toBeNull();
  });

  it('tells the commissioner what is missing, and hands a workstream over without a day between', async () => {
    const { user, server } = openPage('/programme', planner());
    expect(await screen.findByText('Still missing on this day')).toBeVisible();
    await user.click(screen.getByText('Name another owner'));
    const form = within(screen.getByRole('button', { name: 'Name this owner' }).closest('form') as HTMLElement);
    await user.click(form.getByRole('button'));
    expect(form.getByRole('link', { name: 'Enter: new owner' })).toBeVisible();
    await user.selectOptions(form.getByLabelText('Workstream'), 'Commissioning networks');
    await user.type(form.getByLabelText('New owner'), 'Bo Ash');
    await user.click(form.getByRole('button'));
    const { sent, body } = lastSent(server);
    expect(sent).toBe('PUT /api/programme/workstreams/w1');
    expect(body).toMatchObject({
      based_on: 1,
      workstream: { owners: [{ name: 'Ann Lee', to: '2026-11-25' }, { name: 'Bo Ash', from: '2026-11-26' }] },
    });
  });

  it('keeps a team with the networks that were ticked, and asks whom it supports', async () => {
    const { user, server } = openPage('/programme', planner());
    await user.click(await screen.findByText('Add a locality team'));
    const form = within(screen.getByRole('button', { name: 'Add this team' }).closest('form') as HTMLElement);
    await user.type(form.getByLabelText('Team'), 'North team');
    await user.click(form.getByRole('button'));
    expect(form.getByRole('link', { name: /Enter whom the team supports/ })).toBeVisible();
    await user.click(form.getByRole('checkbox', { name: 'Stockton PCN' }));
    await user.type(form.getByLabelText(/^Practices/), 'a81009{enter}A81008');
    await user.type(form.getByLabelText(/^People/), 'Jo Lead; Lead; 01642 1');
    await user.click(form.getByRole('button'));
    expect(lastSent(server).body).toMatchObject({
      team: { name: 'North team', networks: ['n1'], practices: ['A81009', 'A81008'], members: [{ name: 'Jo Lead', role: 'Lead', telephone: '01642 1', email: '' }] },
    });
  });

  it('adopts principles with the minute, changed from the proposal', async () => {
    const { user, server } = openPage('/programme', planner());
    await user.click(await screen.findByText('Adopt principles'));
    await user.click(screen.getByRole('button', { name: 'Add a principle' }));
    await user.click(screen.getByRole('button', { name: 'Adopt these principles' }));
    expect(screen.getByRole('link', { name: 'Enter principle 2 in one line' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Leave out principle 1' }));
    await user.type(screen.getByLabelText('In one line'), 'Networks choose their pace');
    await user.type(screen.getByLabelText('What it means'), 'Each has its own plan.');
    await user.type(screen.getByLabelText('Group and minute'), 'Network group, 4.1');
    await user.click(screen.getByRole('button', { name: 'Adopt these principles' }));
    expect(lastSent(server).body).toEqual({
      based_on: 0,
      principles: { adopted_on: '2026-11-26', adopted_by: 'Network group, 4.1', list: [{ title: 'Networks choose their pace', text: 'Each has its own plan.', source: '' }] },
    });
  });
});

describe('groups of the programme', () => {
  it('say which seat is empty and what is late, and record what was decided', async () => {
    const { user, server } = openPage('/programme/groups', planner());
    expect(await screen.findByText(/Nobody sits in it for the local medical committee/)).toBeVisible();
    expect(screen.getByText('Stockton PCN: It is recommended, minute 4.2. Conditions: A director by June.')).toBeVisible();
    expect(screen.getByRole('row', { name: /Ring the practices Bo Ash 1 May 2026 Late Network group, 25 April 2026/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Done: Ring the practices' }));
    expect(lastSent(server)).toMatchObject({ sent: 'PUT /api/programme/actions/a1', body: { based_on: 1, action: { state: 'done' } } });
    await user.click(screen.getByText('Add a member to Network group'));
    await user.type(screen.getByLabelText('Name'), 'Rose Ash');
    await user.selectOptions(screen.getByLabelText('Sits for'), 'Local medical committee');
    await user.click(screen.getByRole('button', { name: 'Add this member' }));
    expect(lastSent(server).body).toMatchObject({ group: { members: [{ name: 'Bo Ash' }, { name: 'Rose Ash', body: 'lmc', seat: 'member', from: '2026-11-26' }] } });
  });
});

describe('requests for support', () => {
  it('are given to the team that supports who asked, then answered', async () => {
    const { user } = openPage('/programme/support', planner());
    expect(await screen.findByText(/waiting for 3 days/)).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Ask for support' })).toBeNull();
    await user.click(screen.getByText('Give it to a team'));
    expect(screen.getByLabelText('Locality team')).toHaveDisplayValue('East team, supports them');
    await user.click(screen.getByRole('button', { name: 'Give it to this team' }));
    expect(await screen.findByText(/Given to a team \(East team\) by Pat Planner/)).toBeVisible();
    await user.click(screen.getByText('Write an answer'));
    await user.type(screen.getByRole('textbox', { name: 'Answer' }), 'Ring the practices of North.');
    await user.click(screen.getByRole('button', { name: 'Send the answer' }));
    expect(await screen.findByText(/“Ring the practices of North.”/)).toBeVisible();
  });

  it('are asked by practices and withdrawn again', async () => {
    const { user, server } = openPage('/programme/support', new FakeServer({ account: MANAGER }));
    await user.type(await screen.findByLabelText('In one line'), 'Our area');
    await user.selectOptions(screen.getByLabelText('What it is about'), 'Choosing the area');
    await user.type(screen.getByLabelText('What would help you'), 'Who draws it?');
    await user.click(screen.getByRole('button', { name: 'Send the request' }));
    await user.click(await screen.findByRole('button', { name: 'Withdraw: Our area' }));
    expect(lastSent(server)).toEqual({ sent: 'POST /api/programme/support/r2/reply', body: { based_on: 1, step: { kind: 'withdraw' } } });
    await user.click(await screen.findByRole('button', { name: 'Show closed and withdrawn ones too (1)' }));
    expect(screen.getByRole('heading', { name: 'Our area Withdrawn' })).toBeVisible();
  });

  it('are not shown to who may not ask', async () => {
    openPage('/programme/support');
    expect(await screen.findByText('Requests for support are read by those who may ask for it.')).toBeVisible();
  });

  it('take no step on the page of a past day', async () => {
    openPage('/programme/support?as_at=2026-11-24', planner());
    expect(await screen.findByText(/Who takes us in/)).toBeVisible();
    expect(screen.queryByText('Give it to a team')).toBeNull();
  });
});
