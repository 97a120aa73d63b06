import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import type { NamingChange } from '../../api/types';
import { COMMISSIONER, FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const MANAGER = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'networks.form', 'networks.sign'] } as typeof PHARMACIST;
const REVIEWER = { ...COMMISSIONER, permissions: [...COMMISSIONER.permissions, 'networks.review'] } as typeof PHARMACIST;

const manager = (): FakeServer => new FakeServer({ account: MANAGER });
const reviewer = (): FakeServer => new FakeServer({ account: REVIEWER });
const lastSent = (server: FakeServer) => {
  const sent = server.requests.findLast(({ method }) => method !== 'GET');
  return { sent: `${sent?.method} ${sent?.path}`, body: sent?.body };
};

describe('the changes of a network', () => {
  it('are listed with their state, and each kind can be asked for', async () => {
    openPage('/my-networks/n1/changes', manager());
    expect(await screen.findByRole('row', { name: 'A81003 joins North Network Draft 1 April 2027 This network 25 November 2026' })).toBeVisible();
    expect(screen.getByRole('row', { name: /A81002 leaves North Network With the commissioner/ })).toBeVisible();
    const kinds = screen.getAllByRole('heading', { level: 3 }).map(({ textContent: words }) => words);
    expect(kinds).toEqual(['A practice joins', 'A practice leaves', 'Practices merge', 'Networks merge', 'The network splits', 'Networks share a clinical director', 'A new area']);
    expect(screen.getByText('Tell the commissioner by 28 February.')).toBeVisible();
  });

  it('are not asked for by the commissioner', async () => {
    openPage('/my-networks/n1/changes', reviewer());
    expect(await screen.findByRole('table', { name: '2 requests' })).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Ask for a change' })).toBeNull();
  });
});

describe('the changes as at a day', () => {
  it('are asked for as they stood then, and the day is said', async () => {
    const { server } = openPage('/my-networks/n1/changes?as_at=2026-11-01', manager());
    expect(await screen.findByText('1 November 2026')).toBeVisible();
    expect(await screen.findByRole('table', { name: '2 requests' })).toBeVisible();
    expect(server.requests.find(({ path }) => path === '/api/networks/n1/changes')?.search.get('as_at')).toBe('2026-11-01');
    expect(screen.queryByText(/they stand as they do today/)).toBeNull();
  });

  it('are of today where the day is still to come', async () => {
    openPage('/my-networks/n1/changes?as_at=2999-01-01', manager());
    expect(await screen.findByText(/they stand as they do today/)).toBeVisible();
  });
});

describe('requests that name an organisation', () => {
  const naming = { ...new FakeServer().changes.rows[1], asked: true, agrees: false, note: 'Agreed to an earlier text.' } as NamingChange;
  const PRACTICE = { ...MANAGER, organisation: { ods_code: 'A81002', name: 'West Surgery', kind: 'practice' } } as typeof PHARMACIST;

  it('are found by a practice among its networks, with what it is asked', async () => {
    const server = new FakeServer({ account: PRACTICE });
    server.changes.naming = [naming, { ...naming, id: 'k9', asked: false, title: 'A81009 merges' }];
    openPage('/my-networks', server);
    expect(await screen.findByRole('heading', { name: 'Requests that name your practice' })).toBeVisible();
    expect(await screen.findByRole('row', { name: /A81002 leaves North Network With the commissioner .* Your practice is asked Agreed to an earlier text\./ })).toBeVisible();
    expect(screen.getByRole('row', { name: /A81009 merges .* Not asked/ })).toBeVisible();
    expect(screen.getByRole('link', { name: 'A81002 leaves North Network' })).toHaveAttribute('href', '/my-networks/n1/changes/k2');
  });

  it('are said to be none to a practice, and left out for others', async () => {
    openPage('/my-networks', new FakeServer({ account: PRACTICE }));
    expect(await screen.findByText('No request to change a network names your practice or needs its agreement.')).toBeVisible();
  });

  it('are shown to a network only where another one names it', async () => {
    const { server } = openPage('/my-networks', manager());
    await screen.findByRole('table', { name: /network/ });
    expect(screen.queryByRole('heading', { name: /^Requests of other/ })).toBeNull();
    expect(server.requests.some(({ path }) => path === '/api/changes')).toBe(true);
  });
});

describe('asking for a change', () => {
  it('finds the practice that joins in the register, then shows what the change would alter', async () => {
    const { user, server, address } = openPage('/my-networks/n1/changes/new/practice_joins', manager());
    await user.type(await screen.findByLabelText('Practice that joins'), 'a81009');
    await user.click(await screen.findByRole('button', { name: 'Take the code A81009 as it stands' }));
    expect(screen.getByText('A81009')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Choose another' }));
    await user.type(screen.getByLabelText('Practice that joins'), 'a81008');
    await user.click(await screen.findByRole('button', { name: 'Take the code A81008 as it stands' }));
    await user.type(screen.getByLabelText('Why'), 'They stand among us.');
    await user.click(screen.getByRole('button', { name: 'Save and see what it would alter' }));
    expect(await screen.findByRole('table', { name: 'In short' })).toBeVisible();
    expect(address()).toBe('/my-networks/n1/changes/k3/preview');
    expect(lastSent(server).body).toEqual({ request: { kind: 'practice_joins', practice: 'A81008', reason: 'They stand among us.' } });
  });

  it('splits a network by giving each practice a part', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/new/network_splits', manager());
    await user.type(await screen.findByLabelText('Name of network 1'), 'North');
    await user.type(screen.getByLabelText('Name of network 2'), 'South');
    await user.selectOptions(screen.getByLabelText('THE DENSHAM SURGERY (A81001) goes to'), 'North');
    await user.selectOptions(screen.getByLabelText('Practice (A81002) goes to'), 'North');
    await user.selectOptions(screen.getByLabelText('Practice (A81002) goes to'), 'South');
    expect(screen.getByText('Area of North: none chosen yet')).toBeVisible();
    expect(screen.getByText('Area of South: none chosen yet')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save and see what it would alter' }));
    expect(lastSent(server).body).toEqual({
      request: { kind: 'network_splits', new_networks: [{ name: 'North', practices: ['A81001'] }, { name: 'South', practices: ['A81002'] }] },
    });
  });

  it('asks for the notice of a practice that leaves', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/new/practice_leaves', manager());
    await user.selectOptions(await screen.findByLabelText('Practice that leaves'), 'A81002');
    await user.type(screen.getByLabelText('How notice was given'), 'Letter to the chair');
    await user.click(screen.getByRole('button', { name: 'Save and see what it would alter' }));
    expect(lastSent(server).body).toEqual({ request: { kind: 'practice_leaves', practice: 'A81002', evidence: { notice: 'Letter to the chair' } } });
  });

  it('merges practices of the network under one code', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/new/practices_merge', manager());
    await user.click(await screen.findByRole('checkbox', { name: 'THE DENSHAM SURGERY (A81001)' }));
    await user.click(screen.getByRole('checkbox', { name: 'Practice (A81002)' }));
    await user.type(screen.getByLabelText('Code that goes on'), 'a81001');
    await user.type(screen.getByLabelText('Name of the practice afterwards'), 'New Surgery');
    await user.click(screen.getByRole('button', { name: 'Save and see what it would alter' }));
    expect(lastSent(server).body).toEqual({
      request: { kind: 'practices_merge', practices: ['A81001', 'A81002'], successor: { code: 'A81001', name: 'New Surgery' } },
    });
  });
});

describe('asking for a change of several networks', () => {
  it('merges with another network under one name and code', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/new/networks_merge', manager());
    await user.type(await screen.findByLabelText('Other network'), 'u00009');
    await user.click(await screen.findByRole('button', { name: 'Take the code U00009 as it stands' }));
    expect(within(screen.getByRole('list', { name: 'Other networks' })).getByText(/U00009/, { selector: 'li' })).toBeVisible();
    await user.type(screen.getByLabelText('Name of the network afterwards'), 'Both');
    await user.selectOptions(screen.getByLabelText('Code of the network afterwards'), 'U00009 goes on');
    await user.click(screen.getByRole('button', { name: 'Add a practice that agreed on paper' }));
    await user.type(screen.getByLabelText('Practice 1'), 'a81001');
    await user.type(screen.getByLabelText('Who agreed for practice 1'), 'Dr A');
    await user.click(screen.getByRole('button', { name: 'Save and see what it would alter' }));
    expect(lastSent(server).body).toEqual({
      request: {
        kind: 'networks_merge', networks: ['U00009'], new_networks: [{ name: 'Both', code: 'U00009' }],
        evidence: { agreed_by: [{ practice: 'A81001', person: 'Dr A', on: '' }] },
      },
    });
  });

  it('names the director whom networks share', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/new/shared_director', manager());
    await user.type(await screen.findByLabelText('Name of the group'), 'The two');
    await user.type(screen.getByLabelText('Clinical director that they share'), 'Dr Rose Ash');
    await user.click(screen.getByRole('button', { name: 'Save and see what it would alter' }));
    expect(lastSent(server).body).toEqual({ request: { kind: 'shared_director', group: { name: 'The two', person: 'Dr Rose Ash' } } });
  });

  it('asks of a new area that others accept it', async () => {
    openPage('/my-networks/n1/changes/new/new_area', manager());
    expect(await screen.findByRole('heading', { name: 'The new area' })).toBeVisible();
    expect(screen.getByLabelText('That community providers accept the area')).toBeVisible();
    expect(screen.getByLabelText('That local people accept the area')).toBeVisible();
  });
});

describe('the preview of a change', () => {
  it('shows list, size rule, coverage, area, votes, agreement and money beside the day before', async () => {
    openPage('/my-networks/n1/changes/k1/preview', manager());
    const short = within(await screen.findByRole('table', { name: 'In short' }));
    expect(short.getByRole('columnheader', { name: '31 March 2027' })).toBeVisible();
    expect(short.getByRole('row', { name: 'Registered patients 20,000 32,000' })).toBeVisible();
    expect(short.getByRole('row', { name: 'Size rule Below the size rule Within the size rule' })).toBeVisible();
    expect(short.getByRole('row', { name: 'Practices with a network, Riverside ICB 3 of 4 4 of 4, all' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'East Surgery (A81003) Not a member 12,000 Joins' })).toBeVisible();
    expect(screen.getByText(/20,000 \+ 12,000 = 32,000 patients/)).toBeVisible();
    expect(screen.getByText(/Needs: a waiver\./)).toBeVisible();
    expect(screen.getByText('Nobody would lose their network.')).toBeVisible();
    expect(screen.getByText('Practices that stand outside the area: East Surgery (A81003).')).toBeVisible();
    expect(screen.getByText('The request does not say which area East Part has.')).toBeVisible();
    expect(screen.getByText('A81003 gains a vote in North Network: 1 of 2 by heads.')).toBeVisible();
    expect(screen.getByText('A81003 is not named in the agreement; all sign again.')).toBeVisible();
    expect(screen.getByText('Money is not kept here yet.')).toBeVisible();
    const [first] = within(screen.getByRole('list', { name: 'What stands in the way' })).getAllByRole('listitem');
    expect(first).toHaveTextContent('To do before it is sent No vote is named.');
    expect(screen.getByRole('button', { name: 'Print' })).toBeVisible();
  });
});

describe('a request', () => {
  it('says who still has to agree, is agreed to and sent', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/k1', manager());
    expect(await screen.findByRole('table', { name: '1 practice still to agree' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'The Densham Surgery (A81001) Agrees, Dr A on 24 November 2026' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Agree for your practice' }));
    expect(lastSent(server)).toEqual({ sent: 'POST /api/networks/n1/changes/k1/agree', body: { based_on: 1, agrees: true } });
    await user.click(await screen.findByRole('button', { name: 'Send to the commissioner' }));
    expect(await screen.findByRole('heading', { name: /A81003 joins North Network With the commissioner/ })).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Decide' })).toBeNull();
  });

  it('is withdrawn with a reason', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/k2', manager());
    await user.click(await screen.findByText('Withdraw the request'));
    await user.type(screen.getByLabelText('Why it is withdrawn'), 'They stay.');
    await user.click(screen.getByRole('button', { name: 'Withdraw it' }));
    expect(lastSent(server).body).toEqual({ based_on: 1, reason: 'They stay.' });
  });

  it('is approved with conditions, the minute and a reason for what is accepted', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/k2', reviewer());
    await user.click(await screen.findByRole('button', { name: 'Record the decision' }));
    expect(screen.getByRole('link', { name: 'Choose a decision' })).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Approve it' }));
    await user.type(screen.getByLabelText('Committee'), 'PCCC');
    await user.type(screen.getByLabelText('Reference of the minute'), '2027/14');
    await user.type(screen.getByLabelText('Conditions'), 'The agreement is signed.{enter}A director stays.');
    await user.type(screen.getByLabelText('Why this is accepted: It was asked after 28 February.'), 'The partnership changed late.');
    await user.click(screen.getByRole('button', { name: 'Record the decision' }));
    expect(lastSent(server)).toMatchObject({
      sent: 'POST /api/approvals/changes/k2',
      body: { based_on: 1, outcome: 'approved', committee: 'PCCC', minute: '2027/14', conditions: ['The agreement is signed.', 'A director stays.'], accepted: { window: 'The partnership changed late.' } },
    });
    expect(await screen.findByRole('heading', { name: /Approved/ })).toBeVisible();
  });

  it('is returned with a reason alone', async () => {
    const { user, server } = openPage('/my-networks/n1/changes/k2', reviewer());
    await user.click(await screen.findByRole('radio', { name: 'Return it to the network' }));
    expect(screen.queryByLabelText('Committee')).toBeNull();
    await user.type(screen.getByLabelText('Reason'), 'No vote is named.');
    await user.click(screen.getByRole('button', { name: 'Record the decision' }));
    expect(lastSent(server).body).toEqual({ based_on: 1, outcome: 'returned', reason: 'No vote is named.' });
  });
});

describe('groups of networks', () => {
  it('roll up what they share, and lead to each network', async () => {
    const { user } = openPage('/groups', manager());
    await user.click(await screen.findByRole('link', { name: 'The two' }));
    expect(await screen.findByText(/Dr Rose Ash is clinical director of all 2 networks since 1 April 2026/)).toBeVisible();
    expect(screen.getByText(/20,000 \+ 31,000 = 51,000 patients\. 1 list not known\./)).toBeVisible();
    expect(screen.getByRole('link', { name: 'North Network' })).toHaveAttribute('href', '/my-networks/n1');
    expect(screen.getByRole('link', { name: 'South Network' })).toHaveAttribute('href', '/register/networks/U89142');
  });
});

describe('a request of another network', () => {
  it('is read without the pages of a network that one has no part in', async () => {
    const server = manager();
    server.changes.elsewhere = true;
    openPage('/my-networks/n1/changes/k1', server);
    expect(await screen.findByRole('heading', { name: /A81003 joins North Network/, level: 2 })).toBeVisible();
    expect(screen.queryByRole('navigation', { name: 'This network' })).toBeNull();
  });
});
