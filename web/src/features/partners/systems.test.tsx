import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { COMMISSIONER, FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const PLANNER = { ...COMMISSIONER, permissions: [...COMMISSIONER.permissions, 'networks.review' as const] };
const sent = (server: FakeServer, method: string, end: string) => server.requests.findLast((request) => request.method === method && request.path.endsWith(end))?.body;

function asPlanner(): FakeServer {
  const server = new FakeServer({ account: PLANNER });
  server.partners.mayChangeGroup = true;
  return server;
}

describe('groups of networks', () => {
  it('are listed with the networks of the day, and lead to their workspace', async () => {
    const { user } = openPage('/systems');
    expect(await screen.findByRole('row', { name: 'Tees Valley Place 1 1 January 2026' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Form a group' })).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Tees Valley' }));
    expect(await screen.findByText('1 action is late on this day.')).toBeVisible();
    expect(screen.getByRole('row', { name: /Open a hub North Network 1 November 2026 Late/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /Train staff Training hub 31 December 2026 Open/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /Name a lead Board 15 October 2026 Done 10 October 2026/ })).toBeVisible();
    expect(screen.getByRole('table', { name: '1 network on this day' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'South Network (U10002) 1 January 2026 to 30 June 2026 No member' })).toBeVisible();
    expect(screen.getByText('One seat on the board')).toBeVisible();
    expect(screen.getByRole('link', { name: /https:\/\/example.org\/terms/ })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Change the group' })).toBeNull();
  });

  it('show their plans without forms to who may only read', async () => {
    const server = new FakeServer({ account: PHARMACIST });
    server.partners.plansThrough = undefined;
    openPage('/systems/groups/g1', server);
    expect(await screen.findByRole('heading', { name: 'Winter plan' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Done today/ })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Add a plan' })).toBeNull();
  });

  it('refuse the form of a plan to who may not write it', async () => {
    const server = new FakeServer();
    server.partners.plansThrough = undefined;
    openPage('/systems/groups/g1/plans/new', server);
    expect(await screen.findByText(/Only networks that are members today/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add this plan' })).toBeNull();
  });

  it('have an action done, through the network that is a member', async () => {
    const server = new FakeServer();
    const { user } = openPage('/systems/groups/g1', server);
    await user.click(await screen.findByRole('button', { name: 'Done today : Open a hub' }));
    expect(await screen.findByRole('row', { name: /Open a hub .* Done \d+/ })).toBeVisible();
    expect(screen.queryByText(/late on this day/)).toBeNull();
    expect(sent(server, 'PUT', '/api/networks/n1/systems/g1/plans/w1')).toMatchObject({ based_on: 1, plan: { title: 'Winter plan', actions: [{ what: 'Open a hub' }, { what: 'Train staff' }, { done_on: '2026-10-10' }] } });
  });

  it('say so where somebody changed the plan before an action was done', async () => {
    const server = new FakeServer();
    const { user } = openPage('/systems/groups/g1', server);
    const done = await screen.findByRole('button', { name: 'Done today : Open a hub' });
    server.partners.saveFirst('plan', 'w1', { title: 'Winter plan', from: '2026-10-01', actions: [] });
    await user.click(done);
    expect(await screen.findByText('Somebody changed this.')).toBeVisible();
  });

  it('get a plan with actions, each with its owner and day', async () => {
    const server = new FakeServer();
    const { user } = openPage('/systems/groups/g1', server);
    await user.click(await screen.findByRole('link', { name: 'Add a plan' }));
    await user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Frailty');
    await user.click(screen.getByRole('button', { name: /Add an action/ }));
    await user.keyboard('Agree a pathway');
    await user.click(screen.getByRole('button', { name: 'Add this plan' }));
    expect(within(screen.getByRole('alert')).getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Actions, action 1: enter: owner', 'Actions, action 1: enter: due',
    ]);
    await user.type(screen.getByRole('textbox', { name: 'Owner' }), 'North Network');
    await user.type(screen.getByLabelText('Due'), '2026-12-31');
    await user.click(screen.getByRole('button', { name: 'Add this plan' }));
    expect(await screen.findByRole('row', { name: /Agree a pathway North Network 31 December 2026 Open/ })).toBeVisible();
    expect(sent(server, 'POST', '/api/networks/n1/systems/g1/plans')).toMatchObject({ plan: { title: 'Frailty', actions: [{ what: 'Agree a pathway', owner: 'North Network', due: '2026-12-31' }] } });
  });

  it('have their plans written by the commissioner at the group itself', async () => {
    const server = asPlanner();
    const { user } = openPage('/systems/groups/g1/plans/w1/change', server);
    await user.type(await screen.findByRole('textbox', { name: 'Aim (optional)' }), ' this year');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Fewer admissions this year', { ignore: 'textarea' })).toBeVisible();
    expect(sent(server, 'PUT', '/api/systems/groups/g1/plans/w1')).toMatchObject({ based_on: 1 });
  });

  it('are formed of the commissioner’s networks', async () => {
    const server = asPlanner();
    const { user } = openPage('/systems', server);
    await user.click(await screen.findByRole('link', { name: 'Form a group' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name of the group' }), 'Coast');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of group' }), 'Place');
    await user.click(screen.getByRole('button', { name: 'Form this group' }));
    expect(screen.getByRole('link', { name: 'Add at least one network to “Networks”' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Add a network/ }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Network' }), 'South Network');
    await user.type(screen.getAllByLabelText('First day')[0]!, '2026-01-01');
    await user.type(screen.getAllByLabelText(/Last day/)[0]!, '2025-12-31');
    await user.click(screen.getByRole('button', { name: 'Form this group' }));
    expect(screen.getByRole('link', { name: 'Networks, network 1: the last day must not lie before the first day' })).toBeVisible();
    await user.clear(screen.getAllByLabelText(/Last day/)[0]!);
    await user.click(screen.getByRole('button', { name: 'Form this group' }));
    expect(await screen.findByRole('link', { name: 'Coast' })).toBeVisible();
    expect(sent(server, 'POST', '/api/systems/groups')).toMatchObject({ group: { name: 'Coast', kind: 'place', members: [{ network: 'U10002', from: '2026-01-01' }] } });
  });

  it('are changed with all that they hold', async () => {
    const server = asPlanner();
    const { user } = openPage('/systems/groups/g1', server);
    await user.click(await screen.findByRole('link', { name: 'Change the group' }));
    await user.type(await screen.findByRole('textbox', { name: 'Purpose (optional)' }), ' and summer');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Winter together and summer', { ignore: 'textarea' })).toBeVisible();
    expect(sent(server, 'PUT', '/api/systems/groups/g1')).toMatchObject({ based_on: 1, group: { members: [{}, { to: '2026-06-30' }], documents: [{ title: 'Terms of reference' }] } });
  });
});
