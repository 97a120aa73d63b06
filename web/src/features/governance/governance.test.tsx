import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Session } from '../../api/types';
import { FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const MANAGER: Session = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'networks.form', 'networks.govern'] };
const PRACTICE: Session = {
  ...PHARMACIST, organisation: { ods_code: 'A81001', name: 'Densham', kind: 'practice' }, permissions: [...PHARMACIST.permissions, 'networks.form', 'networks.sign'],
};
const as = (account: Session): FakeServer => new FakeServer({ account });

async function unfold(user: UserEvent, title: string): Promise<ReturnType<typeof within>> {
  const summary = await screen.findByText(title);
  await user.click(summary);
  return within(summary.closest('details') as HTMLElement);
}

describe('the people of a network', () => {
  it('are named with share and term, and what is wrong with them stands above', async () => {
    const { user, server } = openPage('/my-networks/n1/people', as(MANAGER));
    expect(await screen.findByText(/The shares are 60 % = 60 %\. From 1 January 2027\./)).toBeVisible();
    const directors = within(screen.getByRole('table', { name: 'Clinical directors' }));
    expect(directors.getByRole('row', { name: /Sister Birch Nurse 40 % Appointed 1 April 2026 to 31 December 2026/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /Dev Rao Digital lead\s*\[GK\]/ })).toBeVisible();
    const form = await unfold(user, 'Name a clinical director');
    await user.type(form.getByLabelText('Name'), 'Dr Oak');
    await user.selectOptions(form.getByLabelText('Profession'), 'gp');
    await user.selectOptions(form.getByLabelText('How they were chosen'), 'election');
    await user.clear(form.getByLabelText('Share of the post in per cent'));
    await user.type(form.getByLabelText('Share of the post in per cent'), '400');
    await user.click(form.getByRole('button', { name: 'Name this director' }));
    expect(await form.findAllByText('Enter a share from 1 to 100')).not.toHaveLength(0);
    await user.clear(form.getByLabelText('Share of the post in per cent'));
    await user.type(form.getByLabelText('Share of the post in per cent'), '40');
    await user.click(form.getByRole('button', { name: 'Name this director' }));
    expect(await directors.findByRole('rowheader', { name: 'Dr Oak' })).toBeVisible();
    expect(server.requests.find(({ method }) => method === 'POST')?.body)
      .toMatchObject({ post: { kind: 'director', role: 'clinical_director', person: 'Dr Oak', share_percent: 40, method: 'election' } });
  });

  it('are only read by whoever may not write them', async () => {
    openPage('/my-networks/n1/people');
    await screen.findByRole('table', { name: 'Clinical directors' });
    expect(screen.queryByText('Propose a payee')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Confirm this payee' })).toBeNull();
  });
});

describe('the payee of a network', () => {
  it('is compared and confirmed by a second person', async () => {
    const { user, server } = openPage('/my-networks/n1/people', as(PRACTICE));
    expect(await screen.findByText(/sort code \*\*-34-56, account \*\*\*\*5678/)).toBeVisible();
    expect(screen.getByText(/sort code 65-43-21, account 87654321/)).toBeVisible();
    await user.type(screen.getByLabelText('How you compared the account'), 'Bank letter');
    await user.click(screen.getByRole('button', { name: 'Confirm this payee' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Confirm this payee' })).toBeNull());
    expect(screen.queryByText(/87654321/)).toBeNull();
    expect(server.requests.find(({ method }) => method === 'POST')?.body).toEqual({ decision: 'confirmed', because: 'Bank letter' });
  });

  it('is not decided by whoever proposed it, and says why a day is refused', async () => {
    const { user } = openPage('/my-networks/n1/people', as(MANAGER));
    const form = await unfold(user, 'Propose a payee');
    await user.selectOptions(form.getByLabelText('What the payee is'), 'company');
    for (const [label, text] of [['Name of the payee', 'Own Ltd'], ['Name on the account', 'Own Ltd'], ['Sort code', '12-34-56'], ['Account number', '12345678'], ['Reason', 'Agreed']] as const) {
      await user.type(form.getByLabelText(label), text);
    }
    const day = form.getByLabelText('From');
    await user.clear(day);
    await user.type(day, '2026-03-31');
    await user.click(form.getByRole('button', { name: 'Propose this payee' }));
    expect(await screen.findByText(/would begin on 2026-03-31, before the network does/)).toBeVisible();
    await user.clear(day);
    await user.type(day, '2027-05-01');
    await user.click(form.getByRole('button', { name: 'Propose this payee' }));
    expect(await screen.findByText('A second person of the network must confirm it.')).toBeVisible();
  });
});

describe('the meetings of a network', () => {
  it('are listed and planned', async () => {
    const { user, address } = openPage('/my-networks/n1/meetings', as(MANAGER));
    expect(await screen.findByRole('row', { name: /Network board 20 November 2026 Densham Held 2/ })).toBeVisible();
    const form = await unfold(user, 'Plan a meeting');
    await user.type(form.getByLabelText('Title'), 'Board');
    await user.type(form.getByLabelText('Day'), '2026-12-01');
    await user.type(form.getByLabelText('Agenda'), 'Rooms');
    await user.click(form.getByRole('button', { name: 'Plan this meeting' }));
    expect(await screen.findByRole('heading', { level: 1, name: /Meeting$/ })).toBeVisible();
    expect(address()).toBe('/my-networks/n1/meetings/m1');
  });

  it('show votes with their lists and arithmetic, and a closed motion as it was counted', async () => {
    const { user } = openPage('/my-networks/n1/meetings/m1', as(MANAGER));
    const closed = within((await screen.findByRole('heading', { name: /Motion 1: Rent the rooms/ })).closest('section') as HTMLElement);
    expect(closed.getByText('Carried')).toBeVisible();
    expect(closed.getByText('The lists are those of 2026-10-01 (lists.csv).')).toBeVisible();
    expect(closed.getByRole('row', { name: /THE DENSHAM SURGERY 12,000 1 October 2026, lists\.csv Yes In favour/ })).toBeVisible();
    expect(closed.getByRole('row', { name: /A81002 Not known No list of that day No Stands aside/ })).toBeVisible();
    expect(closed.getByText(/The vote is closed since 20 November 2026, by Ann Lee\. It stays as it was counted\./)).toBeVisible();
    expect(closed.queryByRole('button')).toBeNull();
    const form = await unfold(user, 'Declare an interest');
    await user.selectOptions(form.getByLabelText('Practice'), 'A81001');
    await user.type(form.getByLabelText('Person'), 'Dr Ash');
    await user.selectOptions(form.getByLabelText('Item of the agenda'), '2');
    await user.type(form.getByLabelText('Interest'), 'Rents a room');
    await user.selectOptions(form.getByLabelText('Stands aside from the vote'), '1');
    await user.click(form.getByRole('button', { name: 'Declare this interest' }));
    expect(await screen.findByText(/The vote on motion 1, "Rent the rooms", is closed/)).toBeVisible();
  });

  it('take the vote of one’s own practice on an open motion', async () => {
    const { user, server } = openPage('/my-networks/n1/meetings/m1', as(PRACTICE));
    const open = within((await screen.findByRole('heading', { name: /Motion 2: Paint them/ })).closest('section') as HTMLElement);
    await user.click(open.getByRole('button', { name: 'In favour' }));
    expect(await open.findByRole('row', { name: /THE DENSHAM SURGERY .* In favour/ })).toBeVisible();
    expect(server.requests.find(({ method }) => method === 'POST')?.path).toBe('/api/networks/n1/meetings/m1/motions/2/vote');
  });

  it('offer no vote to a practice that stands aside', async () => {
    openPage('/my-networks/n1/meetings/m1', as({ ...PRACTICE, organisation: { ...PRACTICE.organisation, ods_code: 'A81002' } }));
    expect(await screen.findByText(/A81002 stands aside from this vote/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'In favour' })).toBeNull();
  });

  it('give actions to owners', async () => {
    const { user, server } = openPage('/my-networks/n1/meetings/m1', as(MANAGER));
    expect(await screen.findByText('Sign the lease: Mina Moss, by 1 November 2026')).toBeVisible();
    const form = await unfold(user, 'Give somebody an action');
    await user.type(form.getByLabelText('What is to be done'), 'Paint');
    await user.type(form.getByLabelText('Owner'), 'Dev Rao');
    await user.type(form.getByLabelText('Due'), '2027-01-15');
    await user.click(form.getByRole('button', { name: 'Add this action' }));
    expect(await screen.findByText('Paint: Dev Rao, by 15 January 2027')).toBeVisible();
    expect(server.requests.find(({ method }) => method === 'POST')?.body).toMatchObject({ action: { meeting: 'm1', owner: 'Dev Rao' } });
  });
});

describe('the actions of a network', () => {
  it('say who is late, and are ticked off', async () => {
    const { user } = openPage('/my-networks/n1/actions', as(MANAGER));
    const row = await screen.findByRole('row', { name: /Sign the lease .*Mina Moss 1 November 2026 Late/ });
    expect(within(row).getByRole('link', { name: /meeting/ })).toHaveAttribute('href', '/my-networks/n1/meetings/m1');
    await user.click(within(row).getByRole('button', { name: 'Done: Sign the lease' }));
    expect(await screen.findByRole('row', { name: /Sign the lease .*Done Nothing to do/ })).toBeVisible();
  });
});

describe('goals and development', () => {
  it('stand with their sources, and a director’s attendance with its evidence', async () => {
    const { user, server } = openPage('/my-networks/n1/goals', as(MANAGER));
    const goals = within(await screen.findByRole('table', { name: 'Goals of the first year' }));
    // The network begins in 2027: what was due in 2020 is not late for it.
    expect(goals.getByRole('row', { name: /^Working as one team\s*\[D2\]\s*Not started$/ })).toBeVisible();
    expect(screen.getByText('Was due by 31 March 2020, before this network began.')).toBeVisible();
    expect(screen.getByRole('row', { name: /Leading across practices\s*\[GK\]\s*Dr Ash: Attended Certificate \(1 October 2026\)/ })).toBeVisible();
    expect(screen.getByText('D2: An article of 2019')).toBeInTheDocument();
    const form = await unfold(user, 'Record attendance of a module');
    await user.selectOptions(form.getByLabelText('Module'), 'leading');
    await user.selectOptions(form.getByLabelText('Clinical director'), 'Sister Birch');
    await user.selectOptions(form.getByLabelText('Attendance'), 'met');
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(await form.findAllByText('Enter what shows that it is attended')).not.toHaveLength(0);
    await user.type(form.getByLabelText(/^Evidence/), 'Signed list');
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Sister Birch:/)).toHaveTextContent('Sister Birch: Attended Signed list');
    expect(server.requests.find(({ method }) => method === 'POST')?.body).toMatchObject({ based_on: 0, mark: { list: 'programme', item: 'leading', person: 'Sister Birch', state: 'met' } });
  });
});

describe('a day that is past', () => {
  it.each([
    ['/my-networks/n1/people', 'Name a clinical director', '/api/networks/n1/people'],
    ['/my-networks/n1/meetings', 'Plan a meeting', '/api/networks/n1/meetings'],
    ['/my-networks/n1/meetings/m1', 'Put a motion', '/api/networks/n1/meetings/m1'],
    ['/my-networks/n1/actions', 'Add an action', '/api/networks/n1/actions'],
    ['/my-networks/n1/goals', 'Record attendance of a module', '/api/networks/n1/checklists'],
  ])('is shown by %s, where nothing is changed then', async (page, form, asked) => {
    const { user, server } = openPage(`${page}?as_at=2026-06-01`, as(MANAGER));
    expect(await screen.findByText(/This is not today, so nothing can be changed here/)).toBeVisible();
    await waitFor(() => expect(server.requests.find(({ path }) => path === asked)?.search.get('as_at')).toBe('2026-06-01'));
    expect(screen.queryByText(form)).toBeNull();
    expect(screen.getByRole('link', { name: 'Goals and development' })).toHaveAttribute('href', '/my-networks/n1/goals?as_at=2026-06-01');
    await user.click(screen.getByRole('link', { name: 'Show today' }));
    expect(await screen.findByText(form)).toBeInTheDocument();
  });
});

describe('the end of a term', () => {
  it('can be set on any day with its reason, and a gap is said at once', async () => {
    const { user, server } = openPage('/my-networks/n1/people', as(MANAGER));
    const form = await unfold(user, 'Set or change the last day of a post');
    await user.selectOptions(form.getByLabelText('Whose term'), 'd1');
    await user.type(form.getByLabelText('Last day (optional)'), '2026-03-01');
    await user.click(form.getByRole('button', { name: 'Save this last day' }));
    expect(await form.findAllByText('Enter: reason')).not.toHaveLength(0);
    await user.type(form.getByLabelText('Reason'), 'Resigned');
    await user.click(form.getByRole('button', { name: 'Save this last day' }));
    expect(await form.findAllByText('Enter a last day that is not before the first, 1 April 2026')).not.toHaveLength(0);
    await user.clear(form.getByLabelText('Last day (optional)'));
    await user.type(form.getByLabelText('Last day (optional)'), '2027-08-31');
    await user.click(form.getByRole('button', { name: 'Save this last day' }));
    expect(await screen.findByText(/The term of Dr Ash ends on 31 August 2027\. From 1 September 2027 nobody is clinical director\./)).toBeVisible();
    expect(server.requests.find(({ method }) => method === 'POST'))
      .toMatchObject({ path: '/api/networks/n1/posts/d1', body: { based_on: 1, post: { person: 'Dr Ash', to: '2027-08-31', note: 'Resigned' } } });
  });
});

describe('a motion', () => {
  it('is voted on as Schedule 1 says, and what it does not say is stated by hand', async () => {
    const server = as(MANAGER);
    server.networks.agreement.versions.push({
      votes: ['by_list'], majority: '60', quorum: 'Three of five', reserved_matters: [{ matter: 'Budget', majority: '75' }],
    });
    const { user } = openPage('/my-networks/n1/meetings/m1', server);
    const form = await unfold(user, 'Put a motion');
    await waitFor(() => expect(form.getByLabelText('Votes are counted by')).toHaveValue('list_size'));
    expect(form.getByLabelText('Per cent in favour')).toHaveValue('60');
    expect(form.getByText(/says: “Three of five”/)).toBeVisible();
    await user.type(form.getByLabelText('Motion'), 'The budget');
    await user.selectOptions(form.getByLabelText('Item of the agenda'), '2');
    await user.selectOptions(form.getByLabelText('Reserved matter'), 'Budget');
    await user.click(form.getByRole('button', { name: 'Put this motion' }));
    expect(await form.findAllByText('Enter 75 or more: Schedule 1 asks for it in this matter')).not.toHaveLength(0);
    expect(form.getAllByText('Enter: quorum in per cent of the practices')).not.toHaveLength(0);
    expect(server.requests.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('of a network whose agreement says nothing has no rule by itself', async () => {
    const { user } = openPage('/my-networks/n1/meetings/m1', as(MANAGER));
    const form = await unfold(user, 'Put a motion');
    expect(form.getByLabelText('Per cent in favour')).toHaveValue('');
    expect(form.getAllByText('The network agreement does not say. State what the members agreed.')).toHaveLength(3);
  });
});
