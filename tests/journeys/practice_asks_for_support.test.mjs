// A commissioner sets up its programme: a group in which the local medical committee has a seat, an
// owner for each workstream, a locality team. A practice without a network asks for support without
// a mouse; the commissioner gives the request to the team and answers; the day before shows nothing
// of it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from './own_server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-'));
const mapping = join(folder, 'mapping.csv');
writeFileSync(mapping, [
  'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,'
    + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,SUPPLIER_NAME',
  '01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U,Unallocated,16C,NHS TEES VALLEY,QHM,NHS NE,Y63,TPP',
  '',
].join('\n'));

const server = await startServer({
  name: 'Programme',
  files: [mapping],
  accounts: [
    { title: 'Commissioner', username: 'cleo', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cleo Planner' },
    { title: 'Practice manager', username: 'pat', role: 'practice_manager', organisation: 'A81001', kind: 'practice', name: 'Pat Manager' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} = await import('./browser.mjs');

before(openBrowser);
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('the commissioner sees what its programme lacks and mends it', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.getByRole('link', { name: 'Across networks' }).click();
  await page.getByRole('link', { name: 'Principles, owners and teams' }).click();
  await page.getByText('Development of networks: there is no workstream, so nobody owns it.').waitFor();
  await page.getByText('No locality team supports 1 of 1: THE DENSHAM SURGERY.').waitFor();
  await checkAccessibility(page, 'a programme that lacks everything');
  for (const [title, track, owner] of [['Commissioning networks', 'Commissioning', 'Ann Lee'], ['Developing networks', 'Development of networks', 'Bo Reed']]) {
    if (!(await page.getByLabel('Senior responsible owner').isVisible())) await page.getByText('Add a workstream').click();
    const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add this workstream' }) });
    await form.getByLabel('Workstream').fill(title);
    await form.getByLabel('Track').selectOption(track);
    await form.getByLabel('Senior responsible owner').fill(owner);
    await form.getByRole('button').click();
    await page.getByRole('row', { name: new RegExp(`^${title} ${track} ${owner}`) }).waitFor();
  }
  await page.getByText('Add a locality team').click();
  const team = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add this team' }) });
  await team.getByLabel('Team').fill('East team');
  await team.getByLabel(/^Practices/).fill('A81001');
  await team.getByLabel(/^People/).fill('Jo Lead; Locality lead; 01642 1');
  await team.getByRole('button').click();
  await page.getByText('Jo Lead, Locality lead, 01642 1').waitFor();
  await page.getByText('Development of networks: there is no workstream').waitFor({ state: 'detached' });
  await checkAccessibility(page, 'a programme with owners and a team');
  await closeWindow(page);
});

test('the local medical committee gets its seat, and what a meeting asks for is kept', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.goto(`${ADDRESS}/programme/groups`);
  await page.getByText('Name a group').click();
  const group = page.locator('form').filter({ has: page.getByRole('button', { name: 'Name this group' }) });
  await group.getByLabel('Name of the group').fill('Network group');
  await group.getByLabel('Kind of group').selectOption('Task and finish group');
  await group.getByRole('button').click();
  await page.getByText('Nobody sits in it for the local medical committee.').waitFor();
  await page.getByText('Add a member to Network group').click();
  const member = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add this member' }) });
  await member.getByLabel('Name').fill('Rose Ash');
  await member.getByLabel('Sits for').selectOption('Local medical committee');
  await member.getByRole('button').click();
  await page.getByText('Nobody sits in it for the local medical committee.').waitFor({ state: 'detached' });
  await page.getByText('Plan a meeting').click();
  const meeting = page.locator('form').filter({ has: page.getByRole('button', { name: 'Plan this meeting' }) });
  await meeting.getByLabel('Group', { exact: true }).selectOption('Network group');
  await meeting.getByLabel('Day').fill('2026-04-25');
  await meeting.getByLabel('Agenda').fill('Principles; Paper 1\nAreas');
  await meeting.getByRole('button').click();
  await page.getByRole('heading', { name: 'Network group, 25 April 2026 Planned' }).waitFor();
  await page.getByText('Record that it was held').click();
  await page.getByLabel('Present').fill('Rose Ash');
  await page.getByRole('button', { name: 'Record the meeting' }).click();
  await page.getByRole('heading', { name: 'Network group, 25 April 2026 Held' }).waitFor();
  await page.getByText('Add an action').click();
  const action = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add this action' }) });
  await action.getByLabel('What is to be done').fill('Ring practices without a network');
  await action.getByLabel('Owner').fill('Ann Lee');
  await action.getByLabel('Due').fill('2026-05-01');
  await action.getByLabel(/^From the meeting/).selectOption('Network group, 25 April 2026');
  await action.getByRole('button').click();
  await page.getByRole('row', { name: /^Ring practices without a network Ann Lee 1 May 2026 Late/ }).waitFor();
  await checkAccessibility(page, 'groups, meetings and actions');
  await page.getByRole('button', { name: /^Done.*Ring practices without a network/ }).click();
  await page.getByRole('row', { name: /^Ring practices without a network Ann Lee 1 May 2026 Done/ }).waitFor();
  await closeWindow(page);
});

test('a practice asks without a mouse, and the commissioner answers through the team', async () => {
  const practice = await openWindow();
  await signIn(practice, 'Practice manager');
  await practice.goto(`${ADDRESS}/my-networks`);
  await press(practice, practice.getByRole('link', { name: 'Ask for support' }));
  await practice.getByRole('heading', { name: 'Ask for support' }).waitFor();
  await tabTo(practice, practice.getByLabel('In one line'));
  await practice.keyboard.type('Who takes us in?');
  await tabTo(practice, practice.getByLabel('What it is about'));
  await practice.keyboard.type('Find');
  await tabTo(practice, practice.getByLabel('What would help you'));
  await practice.keyboard.type('We are in no network.');
  await press(practice, practice.getByRole('button', { name: 'Send the request' }));
  await practice.getByRole('heading', { name: 'Who takes us in? Nobody has it yet' }).waitFor();
  await checkAccessibility(practice, 'a request that was asked');

  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.goto(`${ADDRESS}/programme`);
  await page.getByText('"Who takes us in?" was asked 0 days ago and no team has it.').waitFor();
  await page.getByRole('link', { name: 'Requests for support' }).click();
  await page.getByText('Give it to a team').click();
  await page.getByRole('button', { name: 'Give it to this team' }).click();
  await page.getByText('Given to a team (East team) by Cleo Planner.').waitFor();
  await page.getByText('Write an answer').click();
  await page.getByRole('textbox', { name: 'Answer' }).fill('Jo will ring you on Monday.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('“Jo will ring you on Monday.”').waitFor();
  await checkAccessibility(page, 'a request that was answered');
  await page.goto(`${ADDRESS}/programme/support?as_at=2026-01-02`);
  await page.getByText('Nobody has asked for support.').or(page.getByText('No request is open on this day.')).waitFor();
  assert.equal(await page.getByText('Who takes us in?').count(), 0);
  await closeWindow(page);

  await practice.reload();
  await practice.getByText('“Jo will ring you on Monday.”').waitFor();
  await press(practice, practice.getByRole('button', { name: /^Close.*Who takes us in/ }));
  await practice.getByText('No request is open on this day.').waitFor();
  await practice.goto(`${ADDRESS}/programme`);
  await practice.getByText('Your team').waitFor();
  await checkAccessibility(practice, 'the programme as a practice sees it');
  await closeWindow(practice);
});
