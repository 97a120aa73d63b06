import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { COMMISSIONER, FakeServer, PHARMACIST } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const MANAGER = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'networks.govern' as const] };
const PLANNER = { ...COMMISSIONER, permissions: [...COMMISSIONER.permissions, 'networks.review' as const] };
const asManager = (): FakeServer => new FakeServer({ account: MANAGER });
const asPlanner = (): FakeServer => new FakeServer({ account: PLANNER });
const sent = (server: FakeServer, method: string, end: string) => server.requests.findLast((request) => request.method === method && request.path.endsWith(end))?.body;

describe('partners of a network', () => {
  it('are found while somebody types, with the telephone and how to refer', async () => {
    const { user } = openPage('/my-networks/n1/partners');
    expect(await screen.findByRole('list', { name: '2 partners found' })).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Find a service or partner' }), 'befr');
    const found = await screen.findByRole('list', { name: '1 partner found' });
    expect(within(found).getByText('01642 111')).toBeVisible();
    expect(within(found).getByText('Ring, no letter needed')).toBeVisible();
    expect(within(found).queryByText('Stockton Council')).toBeNull();
    expect(await screen.findByRole('row', { name: /Befriending Schedule 7 arrangement Age UK Lonely people Care in Riverside .* Due Review is 56 days late/ })).toBeVisible();
  });

  it('say so when none is found, and offer no form to who may only read', async () => {
    const { user } = openPage('/my-networks/n1/partners');
    await user.type(await screen.findByRole('searchbox'), 'xyz');
    expect(await screen.findByText('No partner is found.')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Add a partner' })).toBeNull();
    expect(screen.queryByRole('link', { name: /^Change(?!s$)/ })).toBeNull();
  });

  it('are entered with services and contacts; what is missing stands at its field', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/partners', server);
    await user.click(await screen.findByRole('link', { name: 'Add a partner' }));
    await user.type(await screen.findByRole('textbox', { name: 'Organisation' }), 'Food bank');
    await user.click(screen.getByRole('button', { name: /Add a service/ }));
    expect(screen.getByRole('textbox', { name: 'Service' })).toHaveFocus();
    await user.type(screen.getByRole('textbox', { name: 'Hours (optional)' }), 'Mondays');
    await user.type(screen.getByRole('textbox', { name: 'Website (optional)' }), 'foodbank.example');
    await user.click(screen.getByRole('button', { name: 'Add this partner' }));
    const summary = screen.getByRole('alert');
    expect(within(summary).getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Choose: kind of organisation', 'Services, service 1: enter: service', 'The website must begin with https://',
    ]);
    await user.click(within(summary).getByRole('link', { name: /enter: service/ }));
    await user.keyboard('Food parcels');
    await user.selectOptions(screen.getByRole('combobox', { name: /Kind of organisation/ }), 'Voluntary organisation');
    await user.clear(screen.getByRole('textbox', { name: /Website/ }));
    await user.click(screen.getByRole('button', { name: /Add a contact/ }));
    await user.keyboard('Manager');
    await user.click(screen.getByRole('button', { name: 'Add this partner' }));
    expect(await screen.findByRole('heading', { name: 'Food bank' })).toBeVisible();
    expect(sent(server, 'POST', '/partners')).toMatchObject({
      partner: { name: 'Food bank', kind: 'voluntary', services: [{ name: 'Food parcels', hours: 'Mondays' }], contacts: [{ role: 'Manager' }] },
    });
    expect(sent(server, 'POST', '/partners')).not.toHaveProperty('partner.website');
  });

  it('show what the server refuses at its field', async () => {
    const server = asManager();
    server.partners.refusal = { member: 'partner', what: '"services[0].name" must be a text.' };
    const { user } = openPage('/my-networks/n1/partners/p1/change', server);
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('link', { name: 'Services, service 1: service must be a text.' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Service' })).toHaveAccessibleDescription(/must be a text/);
  });

  it('keep what was typed where somebody saved first, and follow theirs', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/partners/p1/change', server);
    await user.type(await screen.findByRole('textbox', { name: 'Telephone number (optional)' }), '01642 333');
    server.partners.saveFirst('partner', 'p1', { name: 'Age UK Teesside', kind: 'voluntary', from: '2026-01-01' });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Robin First saved version 2/)).toBeVisible();
    expect(screen.getByRole('row', { name: 'Organisation Age UK Teesside Age UK' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Telephone number (optional)' })).toHaveValue('01642 333');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('heading', { name: 'Age UK' });
    expect(sent(server, 'PUT', '/partners/p1')).toMatchObject({ based_on: 2, partner: { name: 'Age UK', telephone: '01642 333' } });
  });

  it('are ended on a day and stand among those that are not held', async () => {
    const { user } = openPage('/my-networks/n1/partners/p1/change', asManager());
    await user.click(await screen.findByText('End this partner', { selector: 'summary span' }));
    const day = screen.getByLabelText('Its last day');
    await user.clear(day);
    await user.type(day, '2025-12-31');
    await user.click(screen.getByRole('button', { name: 'End this partner' }));
    expect(screen.getByRole('link', { name: 'The last day must not lie before the first day' })).toBeVisible();
    await user.clear(day);
    await user.type(day, '2026-11-25');
    await user.click(screen.getByRole('button', { name: 'End this partner' }));
    expect(await screen.findByText('1 entry not held on this day')).toBeVisible();
    expect(screen.getByRole('list', { name: '1 partner found' })).toBeVisible();
  });

  it('that the commissioner shares are marked and not changed by the network', async () => {
    openPage('/my-networks/n1/partners', asManager());
    expect(await screen.findByText('From the commissioner')).toBeVisible();
    expect(screen.getByRole('link', { name: /Change Age UK/ })).toBeVisible();
    expect(screen.queryByRole('link', { name: /Change Stockton Council/ })).toBeNull();
  });
});

describe('agreements with partners', () => {
  it('are entered with their kind, partners, parties and the agreement under which data flows', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/partners', server);
    await user.click(await screen.findByRole('link', { name: 'Add an agreement' }));
    await user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Integrated care');
    await user.click(screen.getByRole('button', { name: 'Add this agreement' }));
    expect(within(screen.getByRole('alert')).getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Choose: kind of agreement', 'Choose: partners', 'Enter: who is bound by it', 'Enter: what it covers',
    ]);
    await user.selectOptions(screen.getByRole('combobox', { name: /Kind of agreement/ }), 'Integration agreement');
    await user.click(screen.getByRole('checkbox', { name: 'Stockton Council (from the commissioner)' }));
    await user.type(screen.getByRole('textbox', { name: /Who is bound by it/ }), 'North Network{Enter}Stockton Council');
    await user.type(screen.getByRole('textbox', { name: /What it covers/ }), 'One front door');
    await user.selectOptions(screen.getByRole('combobox', { name: /Data-sharing agreement/ }), 'Care in Riverside');
    await user.type(screen.getByLabelText(/To be reviewed on/), '2027-04-01');
    await user.click(screen.getByRole('button', { name: 'Add this agreement' }));
    expect(await screen.findByRole('row', { name: /Integrated care Integration agreement Stockton Council One front door Care in Riverside/ })).toBeVisible();
    expect(sent(server, 'POST', '/partner-agreements')).toMatchObject({
      agreement: { kind: 'icp_integration', partners: ['p2'], parties: ['North Network', 'Stockton Council'], relies_on: 's1', review_on: '2027-04-01' },
    });
  });

  it('get a new day of review', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/partners', server);
    await user.click(await screen.findByRole('link', { name: /Change Befriending/ }));
    const review = await screen.findByLabelText(/To be reviewed on/);
    await user.type(review, '2026-01-01');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('link', { name: 'The review must not lie before the first day' })).toBeVisible();
    await user.clear(review);
    await user.type(review, '2027-01-01');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('searchbox')).toBeVisible();
    expect(sent(server, 'PUT', '/partner-agreements/a1')).toMatchObject({ based_on: 1, agreement: { partners: ['p1'], review_on: '2027-01-01' } });
  });
});

describe('teams of a network', () => {
  it('show who works on the day and which kind of team is missing', async () => {
    openPage('/my-networks/n1/teams');
    const posts = await screen.findByRole('table', { name: '1 post across employers' });
    expect(within(posts).getByRole('row', { name: /District nurse Vacant or not named Trust/ })).toBeVisible();
    expect(await screen.findByText('No mental health team serves this network.')).toBeVisible();
    expect(screen.getByRole('row', { name: 'North Network Served North nurses No team None, and none is needed' })).toBeVisible();
  });

  it('are entered with members across employers', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/teams', server);
    await user.click(await screen.findByRole('link', { name: 'Add a team' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name of the team' }), 'Crisis team');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of team' }), 'Mental health team');
    await user.type(screen.getByRole('textbox', { name: 'Who runs it' }), 'Trust');
    await user.click(screen.getByRole('checkbox', { name: 'North Network' }));
    await user.click(screen.getByRole('button', { name: /Add a post/ }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Role' }), 'District nurse');
    await user.type(screen.getByRole('textbox', { name: 'Employer' }), 'Trust');
    await user.type(screen.getByRole('textbox', { name: 'Whole-time equivalent' }), '0,8');
    await user.type(screen.getAllByLabelText('First day')[0]!, '2026-01-01');
    await user.type(screen.getByRole('textbox', { name: /Small areas/ }), 'Thornaby');
    await user.click(screen.getByRole('button', { name: 'Add this team' }));
    expect(within(screen.getByRole('alert')).getAllByRole('link').map((link) => link.textContent)).toEqual([
      '“Thornaby” is not the code of a small area, such as E01012345', 'Posts, post 1: whole-time equivalent must be a number such as 0.8',
    ]);
    await user.clear(screen.getByRole('textbox', { name: /Small areas/ }));
    await user.click(screen.getByRole('button', { name: 'Add this team' }));
    await user.clear(screen.getByRole('textbox', { name: 'Whole-time equivalent' }));
    await user.type(screen.getByRole('textbox', { name: 'Whole-time equivalent' }), '0.8');
    await user.click(screen.getByRole('button', { name: 'Add this team' }));
    expect(screen.getByRole('link', { name: 'Choose a network, or name small areas' })).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'North Network' }));
    await user.click(screen.getByRole('button', { name: 'Add this team' }));
    expect(await screen.findByRole('rowheader', { name: 'Crisis team' })).toBeVisible();
    expect(sent(server, 'POST', '/teams')).toMatchObject({
      team: { kind: 'mental_health', networks: ['n1'], small_areas: [], posts: [{ role: 'district_nurse', employer: 'Trust', whole_time_equivalent: '0.8', from: '2026-01-01' }] },
    });
  });

  it('lose a member without losing the others', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/teams/t1/change', server);
    await user.click(await screen.findByRole('button', { name: /Remove post 1/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('link', { name: 'Add a team' });
    expect(sent(server, 'PUT', '/teams/t1')).toMatchObject({ team: { name: 'North nurses', networks: ['n1'], posts: [{ employer: 'Agency', to: '2026-11-25' }] } });
  });
});

describe('the coverage of a commissioner', () => {
  it('names the networks without a team, as a matrix in words and as files', async () => {
    openPage('/systems/coverage', asPlanner());
    expect(await screen.findByText('Mental health team: none serves North Network and South Network.')).toBeVisible();
    const matrix = screen.getByRole('table', { name: 'Networks, and the teams of each kind that serve them' });
    expect(within(matrix).getByRole('row', { name: 'South Network (U10002) In part 3 of 14 small areas North nurses No team None, and none is needed' })).toBeVisible();
    expect(screen.getByText('Community health team: 1 of 2 networks are served whole, 1 in part, 0 not at all.')).toBeVisible();
    expect(screen.getByRole('row', { name: 'E01000001 Community health team North nurses, Trust nurses' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'an Excel workbook' })).toHaveAttribute('href', '/api/systems/team-coverage/export?format=xlsx&as_at=2026-11-26');
    expect(screen.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', '/api/systems/team-coverage/export?format=csv&as_at=2026-11-26');
  });

  it('is not for networks', async () => {
    openPage('/systems/coverage', asManager());
    expect(await screen.findByRole('heading', { name: 'You cannot open this page' })).toBeVisible();
  });
});

describe('what a commissioner shares', () => {
  it('is entered once for all its networks', async () => {
    const server = asPlanner();
    const { user } = openPage('/systems/partners', server);
    expect(await screen.findByRole('heading', { name: 'Stockton Council' })).toBeVisible();
    await user.click(screen.getByRole('link', { name: /Change Stockton Council/ }));
    await user.type(await screen.findByRole('textbox', { name: 'What it is (optional)' }), 'The borough');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The borough', { selector: 'p' })).toBeVisible();
    expect(sent(server, 'PUT', '/systems/directory/p2')).toMatchObject({ based_on: 1, partner: { about: 'The borough' } });
  });

  it('has teams for several of its networks', async () => {
    const server = asPlanner();
    const { user } = openPage('/systems/teams/new', server);
    await user.type(await screen.findByRole('textbox', { name: 'Name of the team' }), 'Crisis team');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of team' }), 'Mental health team');
    await user.type(screen.getByRole('textbox', { name: 'Who runs it' }), 'Trust');
    await user.click(screen.getByRole('checkbox', { name: 'North Network' }));
    await user.click(screen.getByRole('checkbox', { name: 'South Network' }));
    await user.click(screen.getByRole('button', { name: 'Add this team' }));
    expect(await screen.findByRole('heading', { name: /Shared teams/ })).toBeVisible();
    expect(sent(server, 'POST', '/systems/teams')).toMatchObject({ team: { networks: ['U10001', 'U10002'] } });
  });
});

describe('digital suppliers of a network', () => {
  it('show products, who chose what, the record systems and counts out of area', async () => {
    openPage('/my-networks/n1/suppliers');
    expect(await screen.findByRole('row', { name: 'Ask Example From the commissioner Online consultation None given From 1 January 2026' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'Ask (Example) THE DENSHAM SURGERY 1 January 2026 Not said No day is set for its review.' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'THE DENSHAM SURGERY TPP (map.csv, 1 July 2026) Yes, 1,200 on 1 October 2026 No day is set for its review.' })).toBeVisible();
    expect(screen.getByRole('row', { name: 'A81002 The register does not say Not said for this day Nothing to review' })).toBeVisible();
  });

  it('are entered with their products', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/suppliers/new', server);
    await user.type(await screen.findByRole('textbox', { name: 'Supplier' }), 'Consult');
    await user.click(screen.getByRole('button', { name: 'Add this supplier' }));
    expect(screen.getByRole('link', { name: 'Add at least one product to “Products”' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Add a product/ }));
    await user.keyboard('Tell');
    await user.selectOptions(screen.getByRole('combobox', { name: 'What for' }), 'Online consultation');
    await user.type(screen.getByLabelText('Offered from'), '2026-04-01');
    await user.click(screen.getByRole('button', { name: 'Add this supplier' }));
    expect(await screen.findByRole('rowheader', { name: 'Tell' })).toBeVisible();
  });

  it('are chosen by the network or a practice, from a day on', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/suppliers', server);
    await user.click(await screen.findByRole('link', { name: 'Record a choice' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Product' }), 'Ask (Example)');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Who chose it' }), 'North Network, for all its practices');
    await user.click(screen.getByRole('button', { name: 'Record this choice' }));
    expect(await screen.findByRole('cell', { name: 'North Network, for all its practices' })).toBeVisible();
    expect(sent(server, 'POST', '/supplier-choices')).toMatchObject({ choice: { supplier: 's1', product: 'Ask', by: 'n1' } });
  });

  it('say whether a practice registers people outside its area, first and again', async () => {
    const server = asManager();
    const { user } = openPage('/my-networks/n1/suppliers', server);
    await user.click(await screen.findByRole('link', { name: 'Say whether A81002 registers people outside its area' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: /Does it register/ }), 'Yes');
    await user.type(screen.getByRole('textbox', { name: /How many/ }), '12');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('link', { name: 'Enter the day of the count' })).toBeVisible();
    await user.type(screen.getByLabelText(/Counted on/), '2026-10-01');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('heading', { name: /Digital suppliers/ });
    expect(sent(server, 'PUT', '/out-of-area/A81002')).toEqual({ out_of_area: { registers: 'yes', patients: 12, counted_on: '2026-10-01', from: expect.any(String) as string } });
    await user.click(await screen.findByRole('link', { name: 'Change whether THE DENSHAM SURGERY registers people outside its area' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: /Does it register/ }), 'No');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('heading', { name: /Digital suppliers/ });
    expect(sent(server, 'PUT', '/out-of-area/A81001')).toMatchObject({ based_on: 1, out_of_area: { registers: 'no' } });
  });
});
