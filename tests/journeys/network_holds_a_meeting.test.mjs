// A network runs itself: two directors share their post and the gap after their terms is shown, a
// payee is proposed by one person and confirmed by another, a meeting declares an interest, votes by
// the size of the lists and closes the motion, which nobody can alter afterwards; an action has its
// owner, a director attends a module; another resigns, and the day before knows nothing of it all. Each
// page is checked with axe; one practice works by keyboard.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { startServer } from './own_server.mjs';

const NAME = 'Riverside Test PCN';
const CODE = 'U99991';
const PRACTICES = [['A81001', 'Ashfield Surgery', 9000], ['A81002', 'Beech House', 20_000], ['A81003', 'Cedar Practice', 4000]];

/** Days in London, as the server counts them. */
const dayOf = (days) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(Date.now() + days * 86_400_000));

const folder = mkdtempSync(join(tmpdir(), 'openpcn-meeting-'));
const MAPPING = join(folder, 'map.csv');
const LISTS = join(folder, 'lists.csv');
writeFileSync(MAPPING, [
  'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE',
  ...PRACTICES.map(([code, name]) => `01Jan2026,${code},${name.toUpperCase()},TS18 1HU,${CODE},${NAME},16C,NHS NE,QHM,NE,Y63`), '',
].join('\n'));
writeFileSync(LISTS, [
  'EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS',
  ...PRACTICES.map(([code, , patients]) => `2026-01-01,GP,16C,${code},TS18 1HU,ALL,ALL,${patients}`), '',
].join('\n'));

const server = await startServer({
  name: NAME,
  files: [MAPPING, LISTS],
  accounts: [
    { title: 'Manager', username: 'mina', role: 'network_manager', organisation: CODE, kind: 'network', name: 'Mina Moss' },
    ...PRACTICES.map(([organisation, title]) => ({
      title: title.split(' ')[0], username: organisation.toLowerCase(), role: 'practice_manager', organisation, kind: 'practice', name: `Manager of ${title}`,
    })),
    { title: 'Commissioner', username: 'cam', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cam Reid' },
  ],
});
const { ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, signInByKeyboard } = await import('./browser.mjs');
await openBrowser();
after(async () => {
  await closeBrowser();
  await server.stop();
});

let network; // address of its pages
let meeting; // address of the meeting

async function as(title, act) {
  const page = await openWindow();
  await signIn(page, title);
  await act(page);
  await closeWindow(page);
}

/** Opens a folded form, fills it and sends it. */
async function fill(page, title, id, values, button) {
  const folded = page.locator('details').filter({ has: page.locator('summary').getByText(title, { exact: true }) });
  if (!(await folded.evaluate((node) => node.open))) await folded.locator('summary').click();
  for (const [field, value] of Object.entries(values)) {
    const input = page.locator(`#${id}-${field}`);
    if ((await input.evaluate((node) => node.tagName)) === 'SELECT') await input.selectOption(value);
    else await input.fill(value);
  }
  await folded.getByRole('button', { name: button }).click();
}

test('two directors share their post, and the gap after their terms is shown', async () => {
  await as('Manager', async (page) => {
    const id = await page.evaluate(async (code) => {
      const { csrf_token: token } = await (await fetch('/api/session')).json();
      const said = await fetch('/api/networks/from-register', {
        method: 'POST', headers: { 'X-CSRF-Token': token, 'Content-Type': 'application/json' }, body: JSON.stringify({ code }),
      });
      return (await said.json()).id;
    }, CODE);
    network = `${ADDRESS}/my-networks/${id}`;
    await page.goto(network);
    await page.getByText('Nobody is clinical director.').waitFor();
    await checkAccessibility(page, 'a network without a director');
    await page.getByRole('main').getByRole('link', { name: 'People and payee' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'People and payee' }).waitFor();
    const name = (person, profession, share, method, days) => fill(page, 'Name a clinical director', 'director', {
      person, profession, share_percent: share, method, from: dayOf(0), ...(days && { to: dayOf(days) }),
    }, 'Name this director');
    await name('Dr Ruth Bell', 'gp', '60', 'election', 30);
    await page.getByText('The shares are 60 % = 60 %.').waitFor();
    await name('Sister Joy Eze', 'nurse', '40', 'appointment', 30);
    await page.getByRole('row', { name: /Sister Joy Eze Nurse 40 % Appointed/ }).waitFor();
    // Both terms end in thirty days, and nobody follows.
    await page.getByText('The shares are 60 % = 60 %.').waitFor({ state: 'detached' });
    await page.getByText('Nobody is clinical director.').waitFor();
    await checkAccessibility(page, 'directors with a gap');
    await page.goto(network);
    await page.getByText('Nobody is clinical director.').waitFor();
    await page.goto(`${network}/people`);
    await fill(page, 'Name a clinical director', 'director', {
      person: 'Dr Sam Oak', profession: 'gp', share_percent: '100', method: 'election', from: dayOf(31),
    }, 'Name this director');
    await page.getByRole('rowheader', { name: 'Dr Sam Oak' }).waitFor();
    await page.getByText('Nobody is clinical director.').waitFor({ state: 'detached' });
    await fill(page, 'Name another lead', 'lead', { person: 'Dev Rao', role: 'digital', from: dayOf(0) }, 'Name this lead');
    await page.getByRole('rowheader', { name: 'Dev Rao' }).waitFor();
  });
});

test('a payee is proposed by one person and confirmed by another', async () => {
  await as('Manager', async (page) => {
    await page.goto(`${network}/people`);
    const payee = {
      kind: 'practice', code: 'A81001', name: 'Ashfield Surgery', account_holder: 'Ashfield Surgery', sort_code: '12-34-56', account_number: '12345678',
      reason: 'First payee, agreed by all practices',
    };
    await fill(page, 'Propose a payee', 'payee-form', { ...payee, from: dayOf(-1) }, 'Propose this payee');
    await page.getByText(/before the network does/).waitFor();
    await checkAccessibility(page, 'a payee that would begin too early');
    await fill(page, 'Propose a payee', 'payee-form', { ...payee, from: dayOf(0) }, 'Propose this payee');
    await page.getByText('A second person of the network must confirm it.').waitFor();
    assert.equal(await page.getByText('12345678').count(), 0, 'Who proposed it has nothing to compare.');
    assert.equal(await page.getByRole('button', { name: 'Confirm this payee' }).count(), 0);
  });
  await as('Commissioner', async (page) => {
    await page.goto(`${network}/people`);
    await page.getByText('No payee is confirmed.').waitFor();
    assert.equal(await page.getByText('Ashfield Surgery').count(), 0, 'The commissioner sees a proposal.');
  });
  await as('Beech', async (page) => {
    await page.goto(`${network}/people`);
    await page.getByText(/account 12345678/).waitFor();
    await checkAccessibility(page, 'a payee to confirm');
    await page.getByLabel('How you compared the account').fill('With the bank’s letter');
    await page.getByRole('button', { name: 'Confirm this payee' }).click();
    await page.getByText(/receives the network’s money/).waitFor();
    await page.getByText(/account \*\*\*\*5678/).waitFor();
  });
  await as('Commissioner', async (page) => {
    await page.goto(`${network}/people`);
    await page.getByText(/receives the network’s money/).waitFor();
    assert.equal(await page.getByText('5678').count(), 0, 'The commissioner sees the account.');
    await checkAccessibility(page, 'people and payee for the commissioner');
  });
});

test('a meeting declares an interest and puts a motion by the size of the lists', async () => {
  await as('Manager', async (page) => {
    await page.goto(`${network}/meetings`);
    await fill(page, 'Plan a meeting', 'meeting', {
      title: 'Network board', date: dayOf(0), time: '13:00', place: 'Beech House', chair: 'Dr Ruth Bell', agenda: 'Minutes of the last meeting\nRooms for the hub\nAny other business',
    }, 'Plan this meeting');
    await page.waitForURL(/\/meetings\/./);
    meeting = page.url();
    for (const [practice, person] of [['A81001', 'Dr Ruth Bell'], ['A81002', 'Sister Joy Eze'], ['A81003', 'Dr Sam Oak']]) {
      await fill(page, 'Record who is there', 'record-who-is-there', { practice, person }, 'Record attendance');
      await page.getByRole('listitem').filter({ hasText: person }).first().waitFor();
    }
    await fill(page, 'Declare an interest', 'declare-an-interest', {
      practice: 'A81002', person: 'Sister Joy Eze', item: '2', interest: 'Beech House owns the rooms', stands_aside: '1',
    }, 'Declare this interest');
    await page.getByText(/Beech House owns the rooms\. Stands aside\./).waitFor();
    await fill(page, 'Put a motion', 'put-a-motion', {
      title: 'Rent the rooms for the hub', item: '2', weight: 'list_size', percent: '50', more_than: '1', of_all: '0', quorum_percent: '50',
    }, 'Put this motion');
    await page.getByRole('heading', { name: /Motion 1: Rent the rooms for the hub Open, not carried as it stands/ }).waitFor();
    await page.getByText('A81002 stands aside because of an interest and is not counted.').waitFor();
    await checkAccessibility(page, 'a meeting with an open motion');
  });
});

test('practices vote, one by keyboard; who stands aside does not', async () => {
  const page = await openWindow();
  await signInByKeyboard(page, 'Ashfield');
  await page.goto(meeting);
  await press(page, page.getByRole('button', { name: 'In favour' }));
  await page.getByText(/9,000 of 9,000 registered patients that voted are in favour/).waitFor();
  await closeWindow(page);
  await as('Cedar', async (other) => {
    await other.goto(meeting);
    await other.getByRole('button', { name: 'Against' }).click();
    await other.getByText('9,000 of 13,000 registered patients that voted are in favour: 69.23 %, and more than 50 % is needed: enough.').waitFor();
  });
  await as('Beech', async (other) => {
    await other.goto(meeting);
    await other.getByText(/stands aside from this vote because of a declared interest/).waitFor();
    assert.equal(await other.getByRole('button', { name: 'In favour' }).count(), 0);
    await checkAccessibility(other, 'a vote from which the practice stands aside');
  });
});

test('the motion is closed, stays as it was counted, and cannot be altered', async () => {
  await as('Manager', async (page) => {
    await page.goto(meeting);
    await page.locator('summary').getByText('Record a vote on motion 1').click();
    await page.getByRole('button', { name: 'Close the vote' }).click();
    await page.getByText(/The vote is closed since .*, by Mina Moss\. It stays as it was counted\./).waitFor();
    await page.getByRole('heading', { name: /Motion 1: Rent the rooms for the hub Carried/ }).waitFor();
    await page.getByText('The lists are those of 1 January 2026 (lists.csv).').waitFor();
    await page.getByRole('row', { name: /BEECH HOUSE 20,000 1 January 2026, lists\.csv Yes Stands aside/ }).waitFor();
    await checkAccessibility(page, 'a closed motion');
    assert.equal(await page.getByText('Record a vote on motion 1').count(), 0);
    await fill(page, 'Declare an interest', 'declare-an-interest', {
      practice: 'A81001', person: 'Dr Ruth Bell', item: '2', interest: 'Rents a room there', stands_aside: '1',
    }, 'Declare this interest');
    await page.getByText(/The vote on motion 1, "Rent the rooms for the hub", is closed: who stood aside when it was counted cannot be changed\./).waitFor();
    await checkAccessibility(page, 'an edit that a closed motion refuses');
    await page.reload();
    await page.getByText(/9,000 of 13,000 registered patients/).waitFor();
    assert.equal(await page.getByText('Rents a room there').count(), 0);
    await fill(page, 'Write the minutes', 'write-the-minutes', {
      decisions: 'The rooms are rented from 1 April.', minutes: 'The board met and decided.', state: 'held',
    }, 'Save the minutes');
    await page.getByText('The rooms are rented from 1 April.').first().waitFor();
    await fill(page, 'Give somebody an action', 'meeting-action', { title: 'Sign the lease', owner: 'Mina Moss', due: dayOf(14) }, 'Add this action');
    await page.getByRole('listitem').filter({ hasText: 'Sign the lease: Mina Moss' }).waitFor();
    await page.goto(`${network}/actions`);
    await page.getByRole('row', { name: /Sign the lease.*Mina Moss.*Open/ }).waitFor();
    await checkAccessibility(page, 'the actions of a network');
    await page.getByRole('button', { name: /Done.*Sign the lease/ }).click();
    await page.getByText('Nothing to do').waitFor();
    await page.goto(`${network}/meetings`);
    await page.getByRole('row', { name: /Network board .* Held 1/ }).waitFor();
    await checkAccessibility(page, 'the meetings of a network');
  });
});

test('a director attends a module, and the goals stand with their sources', async () => {
  await as('Manager', async (page) => {
    await page.goto(`${network}/goals`);
    await fill(page, 'Record attendance of a module', 'mark-programme', {
      item: 'leading', person: 'Dr Ruth Bell', state: 'met', on: dayOf(0), evidence: 'Certificate of the leadership course',
    }, 'Save');
    await page.getByRole('row', { name: /Leading across practices.*Dr Ruth Bell: Attended/ }).waitFor();
    await fill(page, 'Say how far: goals within five years', 'mark-five_years', { item: 'integrated', state: 'under_way' }, 'Save');
    await page.getByRole('row', { name: /Primary and community care are integrated.*Under way/ }).waitFor();
    await page.getByText('Where this comes from').click();
    await page.getByText(/^D2: /).waitFor();
    await checkAccessibility(page, 'goals and development');
  });
});

test('a director resigns early, and nobody following is said at once', async () => {
  await as('Manager', async (page) => {
    await page.goto(`${network}/people`);
    const oak = await page.locator('#ending-post option', { hasText: 'Dr Sam Oak' }).getAttribute('value');
    await fill(page, 'Set or change the last day of a post', 'ending', { post: oak, to: dayOf(200), reason: 'Resigns with six months’ notice' }, 'Save this last day');
    await page.getByText(/The term of Dr Sam Oak ends on .* nobody is clinical director\. Name who follows\./).waitFor();
    await checkAccessibility(page, 'a resignation that leaves a gap');
    await page.getByRole('row', { name: /Dr Sam Oak .*Resigns with six months’ notice/ }).waitFor();
  });
});

test('the day before knows nothing of the meeting, and nothing is written on it', async () => {
  await as('Manager', async (page) => {
    await page.goto(`${network}/meetings?as_at=${dayOf(-1)}`);
    await page.getByText('This is not today, so nothing can be changed here.').waitFor();
    await page.getByText('No meeting is kept yet.').waitFor();
    assert.equal(await page.getByText('Plan a meeting').count(), 0);
    await checkAccessibility(page, 'the meetings of a past day');
    await page.getByRole('link', { name: 'Actions', exact: true }).click();
    await page.getByText('Nobody has anything to do.').waitFor();
    assert.match(page.url(), /actions\?as_at=/, 'The day goes along.');
    await page.goto(`${meeting}?as_at=${dayOf(-1)}`);
    await page.getByText(/The network had no such paper on/).waitFor();
    await checkAccessibility(page, 'a meeting that was not there yet');
    await page.getByRole('link', { name: 'Show today' }).click();
    await page.getByText('Network board').first().waitFor();
  });
});
