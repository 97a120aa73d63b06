// Somebody looks up a network of the register of England; the commissioner sees what the contract's
// rules say, loads a newer file, reviews what it alters and accepts it; the day before shows the old
// state.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from './own_server.mjs';

const server = await startServer({
  name: 'Register',
  accounts: [
    { title: 'Receptionist', username: 'receptionist', role: 'receptionist', organisation: 'A81001', kind: 'practice', name: 'Rae Reception' },
    { title: 'Commissioner', username: 'commissioner', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cam Commissioner' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} = await import('./browser.mjs');

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-files-'));
const HEADINGS = 'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,'
  + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME';

/** The mapping of a month: two practices, the second in the network or in none. */
function mapping(date, network) {
  return [
    HEADINGS,
    `${date},A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS Tees Valley,QHM,NHS North East`,
    `${date},A81002,QUEENS PARK MEDICAL CENTRE,TS18 2AW,${network},STOCKTON PCN,16C,NHS Tees Valley,QHM,NHS North East`,
    '',
  ].join('\n');
}

function load(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  server.load(path);
}

before(async () => {
  load('january.csv', mapping('01Jan2026', 'U'));
  load('lists.csv', 'EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n'
    + '2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,3749\n2026-01-01,GP,16C,A81002,TS18 2AW,ALL,ALL,18649\n');
  load('areas-2025-01.geojson', JSON.stringify({
    type: 'FeatureCollection',
    features: [{
      type: 'Feature', properties: { PCN_Code: 'U89141', PCN_Name: 'Stockton' },
      geometry: { type: 'Polygon', coordinates: [[[-1.4, 54.5], [-1.3, 54.5], [-1.3, 54.7], [-1.4, 54.7], [-1.4, 54.5]]] },
    }],
  }));
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('a network is found by typing, without a mouse, and shown as at the day', async () => {
  const page = await openWindow();
  await signIn(page, 'Receptionist');
  await page.getByRole('link', { name: 'Register', exact: true }).click();
  const table = page.getByRole('table', { name: 'Coverage by commissioner' });
  await table.getByRole('row', { name: 'NHS Tees Valley 16C 1 2 1 22,398' }).waitFor();
  await checkAccessibility(page, 'the register');
  await tabTo(page, page.getByLabel('Find a network or practice'));
  await page.keyboard.type('stock');
  const hit = page.getByRole('list', { name: 'Networks and practices found' }).getByRole('link', { name: 'STOCKTON PCN' });
  await hit.waitFor();
  await checkAccessibility(page, 'what the search finds');
  await press(page, hit);
  await page.getByRole('heading', { level: 1, name: /STOCKTON PCN/ }).waitFor();
  await page.getByRole('table', { name: '1 member practice on this day' }).waitFor();
  await checkAccessibility(page, 'a network');
  await page.getByRole('link', { name: 'THE DENSHAM SURGERY' }).first().click();
  await page.getByText('3,749 on 1 January 2026').waitFor();
  await checkAccessibility(page, 'a practice of the register');
  await closeWindow(page);
});

test('anybody may read who a network is, without signing in', async () => {
  const page = await openWindow();
  await page.goto(`${ADDRESS}/networks/U89141`);
  await page.getByRole('heading', { level: 1, name: /STOCKTON PCN/ }).waitFor();
  await page.getByText('THE DENSHAM SURGERY, TS18 1HU').waitFor();
  await checkAccessibility(page, 'the page for the public');
  await closeWindow(page);
});

test('the commissioner accepts a move; the day before shows the old state', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.goto(`${ADDRESS}/register?as_at=2026-06-30`);
  await press(page, page.getByRole('link', { name: 'NHS Tees Valley' }));
  await page.getByRole('heading', { level: 2, name: 'Coverage Not met' }).waitFor();
  await page.getByText('1 of 2 practices (50.00 %), 3,749 of 22,398 patients (16.73 %)').waitFor();
  await page.getByRole('row', { name: 'QUEENS PARK MEDICAL CENTRE A81002 In no network 18,649' }).waitFor();
  await page.getByText('3,749 patients, 26,251 below 30,000 to 50,000.').waitFor();
  await page.getByText('1 network with a boundary, counted on squares of 100 m.').waitFor();
  await checkAccessibility(page, 'the check of a commissioner');
  await page.goto(`${ADDRESS}/register`);
  await page.getByRole('link', { name: 'Load a published file' }).click();
  await page.getByText('No change waits for review.').waitFor();
  const july = join(folder, 'july.csv');
  writeFileSync(july, mapping('01Jul2026', 'U89141'));
  await page.getByLabel('File as it was published').setInputFiles(july);
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await page.getByText('What it would alter waits for review on this page.').waitFor();
  await page.getByRole('cell', { name: 'Moved from no network to U89141', exact: true }).waitFor();
  await checkAccessibility(page, 'changes to the register');
  await page.getByRole('button', { name: /^Refuse ?the change of QUEENS PARK MEDICAL CENTRE/ }).click();
  await page.getByLabel(/Why it does not hold here/).fill('The practice says that it did not join.');
  await checkAccessibility(page, 'refusing a change');
  await page.getByRole('button', { name: 'Refuse it' }).click();
  await page.getByText('No change waits for review.').waitFor();
  await page.getByRole('cell', { name: /The practice says that it did not join/ }).waitFor();
  await checkAccessibility(page, 'a refused change');
  await page.getByRole('button', { name: /^Accept after all/ }).click();
  await page.getByText('1 change accepted.').first().waitFor();
  await checkAccessibility(page, 'no changes left');
  await page.goto(`${ADDRESS}/register/networks/U89141`);
  await page.getByRole('table', { name: '2 member practices on this day' }).waitFor();
  await page.getByText('Show another day').click();
  await page.getByLabel('Day').fill('2026-06-30');
  await page.getByRole('button', { name: 'Show this day' }).click();
  await page.getByRole('table', { name: '1 member practice on this day' }).waitFor();
  assert.match(page.url(), /as_at=2026-06-30/);
  await checkAccessibility(page, 'a network as at a past day');
  await closeWindow(page);
});
