// A practice without a network joins one that is live: the network's manager asks, without a mouse, names
// the motion that its board carried, and sees list, size rule and coverage before and after; the practice
// finds the request among those that name it and agrees; the commissioner accepts what is open and
// approves; the day before shows the old state and the first day the new one.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from './own_server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-'));

function file(name, lines) {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const COMMISSIONER = '16C,NHS TEES VALLEY,QHM,NHS NE,Y63,TPP';
const server = await startServer({
  name: 'Changes',
  files: [
    file('epcn-2025-01.csv', [
      'PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode',
      'U89141,STOCKTON PCN,16C,NHS TEES VALLEY,20191001,,TS18 2AT',
      'U89142,EAST PCN,16C,NHS TEES VALLEY,20191001,,TS18 3AT',
    ]),
    file('mapping.csv', [
      'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,'
        + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,SUPPLIER_NAME',
      `01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,${COMMISSIONER}`,
      `01Jan2026,A81002,QUEENS PARK MEDICAL CENTRE,TS18 2AW,U89141,STOCKTON PCN,${COMMISSIONER}`,
      `01Jan2026,A81003,RIVER SURGERY,TS18 3AA,U,Unallocated,${COMMISSIONER}`,
      `01Jan2026,A81004,EAST SURGERY,TS18 4AA,U89142,EAST PCN,${COMMISSIONER}`,
    ]),
    file('lists.csv', [
      'EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS',
      '2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,12000', '2026-01-01,GP,16C,A81002,TS18 2AW,ALL,ALL,15000',
      '2026-01-01,GP,16C,A81003,TS18 3AA,ALL,ALL,9000', '2026-01-01,GP,16C,A81004,TS18 4AA,ALL,ALL,31000',
    ]),
  ],
  accounts: [
    { title: 'Network manager', username: 'nell', role: 'network_manager', organisation: 'U89141', kind: 'network', name: 'Nell Young' },
    { title: 'Practice manager', username: 'rita', role: 'practice_manager', organisation: 'A81003', kind: 'practice', name: 'Rita River' },
    { title: 'Commissioner', username: 'cleo', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cleo Planner' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo, takeOver,
} = await import('./browser.mjs');

let network;

/** The board meets and carries the motion; the pages of meetings have a journey of their own. */
function holdMeeting(page, id) {
  return page.evaluate(async (owner) => {
    const { csrf_token: token } = await (await fetch('/api/session')).json();
    const send = async (path, body) => {
      const answer = await fetch(`/api/networks/${owner}/meetings${path}`, {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token }, body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    };
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());
    const members = ['A81001', 'A81002'];
    const kept = await send('', {
      meeting: {
        title: 'Board', date: today, state: 'planned', agenda: [{ title: 'New members' }],
        attendance: members.map((practice) => ({ practice, person: `Partner of ${practice}`, present: 1 })),
        motions: [{ title: 'River Surgery joins', item: 1, rule: { weight: 'headcount', percent: 50, more_than: 1 } }],
      },
    });
    for (const practice of members) await send(`/${kept.id}/motions/1/record`, { practice, choice: 'in_favour' });
    const { version, meeting } = await (await fetch(`/api/networks/${owner}/meetings/${kept.id}`)).json();
    meeting.motions[0].closed = 1;
    await send(`/${kept.id}`, { based_on: version, meeting: { ...meeting, state: 'held' } });
  }, id);
}

before(openBrowser);
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('the manager asks without a mouse and sees everything that would change', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  const id = await takeOver(page, 'U89141');
  network = `${ADDRESS}/my-networks/${id}`;
  await holdMeeting(page, id);
  await page.goto(network);
  await press(page, page.getByRole('link', { name: 'Changes', exact: true }));
  await page.getByText('Nobody has asked for a change.').waitFor();
  await checkAccessibility(page, 'no changes yet');
  await press(page, page.getByRole('link', { name: 'A practice joins' }));
  await tabTo(page, page.getByLabel('Practice that joins'));
  await page.keyboard.type('river');
  await press(page, page.getByRole('button', { name: /^RIVER SURGERY/ }));
  await page.getByLabel('Takes effect on').fill('2027-04-01');
  await tabTo(page, page.getByLabel('Why'));
  await page.keyboard.type('It stands among our practices.');
  const meeting = page.getByLabel('Meeting at which the practices voted');
  await tabTo(page, meeting);
  await page.keyboard.type('Board');
  const motion = page.getByLabel('Motion', { exact: true });
  await tabTo(page, motion);
  await page.keyboard.type('1. River Surgery joins');
  await checkAccessibility(page, 'a request being written');
  await press(page, page.getByRole('button', { name: 'Save and see what it would alter' }));

  const short = page.getByRole('table', { name: 'In short' });
  await short.getByRole('row', { name: 'Practices 2 3' }).waitFor();
  await short.getByRole('row', { name: 'Registered patients 27,000 36,000' }).waitFor();
  await short.getByRole('row', { name: 'Size rule Below the size rule Within the size rule' }).waitFor();
  await short.getByRole('row', { name: /^Practices with a network.* 3 of 4 4 of 4, all$/ }).waitFor();
  await page.getByRole('row', { name: 'RIVER SURGERY (A81003) Not a member 9,000 Joins' }).waitFor();
  await page.getByText('Nobody would lose their network.').waitFor();
  await page.getByRole('heading', { name: '9. Money' }).waitFor();
  await checkAccessibility(page, 'the preview');
  await press(page, page.getByRole('link', { name: 'Go on: agree and send' }));
  await page.getByRole('heading', { name: /A81003 joins.*Draft|RIVER SURGERY.*Draft/ }).waitFor();
  await checkAccessibility(page, 'a draft');
  await press(page, page.getByRole('button', { name: 'Send to the commissioner' }));
  await page.getByRole('heading', { name: /With the commissioner/ }).waitFor();
  await closeWindow(page);
});

test('the practice finds the request that names it and agrees, without a mouse', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await press(page, page.getByRole('link', { name: 'Networks', exact: true }));
  await page.getByRole('heading', { name: 'Requests that name your practice' }).waitFor();
  await page.getByRole('row', { name: /A81003 joins STOCKTON PCN With the commissioner 1 April 2027 .* Your practice is asked$/ }).waitFor();
  await checkAccessibility(page, 'requests that name a practice');
  await press(page, page.getByRole('link', { name: 'A81003 joins STOCKTON PCN' }));
  await press(page, page.getByRole('button', { name: 'Agree for your practice' }));
  await page.getByRole('table', { name: 'Every practice that is asked agrees' }).waitFor();
  await page.goto(`${ADDRESS}/my-networks`);
  await page.getByRole('row', { name: /A81003 joins STOCKTON PCN .* Your practice agrees$/ }).waitFor();
  await closeWindow(page);
});

test('the commissioner approves it with a condition and a minute', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.getByRole('link', { name: 'Approvals' }).click();
  await page.getByRole('table', { name: '1 request to decide' }).getByRole('link').click();
  await page.getByRole('heading', { name: 'Decide' }).waitFor();
  await page.getByRole('radio', { name: 'Approve it' }).check();
  await page.getByLabel('Committee').fill('Primary care committee');
  await page.getByLabel('Day of the decision').fill('2026-11-26');
  await page.getByLabel('Reference of the minute').fill('PCC 2026/14');
  await page.getByLabel('Conditions').fill('The practice signs the agreement before 1 April 2027.');
  for (const reason of await page.getByLabel(/^Why this is accepted/).all()) await reason.fill('The committee read the minutes of the board.');
  await checkAccessibility(page, 'a decision being written');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByText(/Approved by Primary care committee on 26 November 2026, minute PCC 2026\/14/).waitFor();
  await page.getByRole('list', { name: 'Conditions' }).getByText('The practice signs the agreement before 1 April 2027.').waitFor();
  await checkAccessibility(page, 'a decided request');
  await page.goto(`${ADDRESS}/approvals`);
  await page.getByText('No request to change a network waits.').waitFor();
  await closeWindow(page);
});

test('the day before shows the old state and the first day the new one', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.goto(`${network}?as_at=2027-03-31`);
  await page.getByRole('table', { name: /^2 member practices/ }).waitFor();
  assert.equal(await page.getByText('RIVER SURGERY').count(), 0);
  await page.goto(`${network}?as_at=2027-04-01`);
  await page.getByRole('table', { name: /^3 member practices/ }).getByText('RIVER SURGERY').waitFor();
  await page.goto(`${network}/changes`);
  await page.getByRole('row', { name: /Approved 1 April 2027/ }).waitFor();
  await checkAccessibility(page, 'the list of changes');
  await page.goto(`${network}/changes?as_at=2026-01-01`);
  await page.getByText('Nobody had asked for a change by this day.').waitFor();
  await page.getByText('1 January 2026', { exact: true }).waitFor();
  await page.goto(`${network}/changes?as_at=2027-04-01`);
  await page.getByRole('row', { name: /In effect 1 April 2027/ }).waitFor();
  await page.goto(`${ADDRESS}/groups`);
  await page.getByText('No networks that you have part in share a clinical director on this day.').waitFor();
  await checkAccessibility(page, 'no groups of networks');
  await closeWindow(page);
});
