// Somebody who uses no mouse chooses the area of a network of two practices: sees what is left in
// nobody's area, closes the gap, and is told of a practice outside. Then, on the map: draws a line
// with the cross in its middle. Coverage of England is sorted and saved.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from './own_server.mjs';

const server = await startServer({
  name: 'Areas',
  accounts: [
    { title: 'Practice manager', username: 'manager', role: 'practice_manager', organisation: 'A81001', kind: 'practice', name: 'Pat Manager' },
  ],
});
const { ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo } = await import('./browser.mjs');

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-files-'));
const COLUMNS = 4;
const ROWS = 2;

function square(column, row) {
  const west = -1.4 + column * 0.02;
  const south = 54.4 + row * 0.01;
  return { type: 'Polygon', coordinates: [[[west, south], [west + 0.02, south], [west + 0.02, south + 0.01], [west, south + 0.01], [west, south]]] };
}

/** A town of four by two small areas: the last column is another network's. */
function town() {
  const areas = [];
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const number = row * COLUMNS + column + 1;
      areas.push({ code: `E0101200${number}`, name: `Stockton-on-Tees 00${row + 1}${'ABCD'[column]}`, geometry: square(column, row) });
    }
  }
  return areas;
}

function load(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  server.load(path);
}

before(async () => {
  const areas = town();
  load('map.csv', 'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_SUB_ICB_LOCATION_CODE,'
    + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n'
    + '01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U,Unallocated,E38000162,16C,NHS Tees Valley,QHM,NHS North East,Y63\n'
    + '01Jan2026,A81002,QUEENS PARK MEDICAL CENTRE,TS18 2AW,U,Unallocated,E38000162,16C,NHS Tees Valley,QHM,NHS North East,Y63\n'
    + '01Jan2026,A81003,EAST SURGERY,TS18 3AA,U89142,EAST PCN,E38000162,16C,NHS Tees Valley,QHM,NHS North East,Y63\n');
  load('lists.csv', 'EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n'
    + '2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,3749\n2026-01-01,GP,16C,A81002,TS18 2AW,ALL,ALL,18649\n'
    + '2026-01-01,GP,16C,A81003,TS18 3AA,ALL,ALL,9000\n');
  load('places-2025-05.csv', 'practice_code,practice_name,postcode,lat,lon\nA81001,X,TS18 1HU,54.405,-1.39\n'
    + 'A81002,Y,TS18 2AW,54.415,-1.35\nA81003,Z,TS18 3AA,54.41,-1.325\n');
  load('lookup.csv', `lsoa21_name,lsoa21_code,sicbl24_name,sicbl24_code,sicbl24_code_nhs\n${areas
    .map(({ code, name }) => `${name},${code},NHS Tees Valley,E38000162,16C\n`).join('')}`);
  load('imd.csv', `lsoa21_code,lsoa21_name,imd_score,imd_rank,imd_decile\n${areas
    .map(({ code, name }, at) => `${code},${name},${50 - at},${at + 1},${(at % 10) + 1}\n`).join('')}`);
  load('lsoa.csv', `EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n${areas
    .map(({ code }) => `01JAN2026,A81001,THE DENSHAM SURGERY,${code},ALL,100\n`).join('')}`);
  load('boundaries-2025-01.geojson', JSON.stringify({
    type: 'FeatureCollection',
    features: [
      ...areas.map(({ code, geometry }) => ({ type: 'Feature', properties: { lsoa21_code: code }, geometry })),
      {
        type: 'Feature', properties: { sicbl24_code: 'E38000162' },
        geometry: { type: 'Polygon', coordinates: [[[-1.4, 54.4], [-1.32, 54.4], [-1.32, 54.42], [-1.4, 54.42], [-1.4, 54.4]]] },
      },
      {
        type: 'Feature', properties: { PCN_Code: 'U89142', PCN_Name: 'East' },
        geometry: { type: 'Polygon', coordinates: [[[-1.34, 54.4], [-1.32, 54.4], [-1.32, 54.42], [-1.34, 54.42], [-1.34, 54.4]]] },
      },
    ],
  }));
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** What the page says of a rule: "Met", "Not met", ... */
function outcomeOf(page, rule) {
  return page.locator('.pcn-area-findings .nhsuk-summary-list__row').filter({ hasText: rule }).locator('.nhsuk-tag');
}

async function waitForOutcome(page, rule, outcome) {
  await outcomeOf(page, rule).getByText(outcome, { exact: true }).waitFor();
}

test('an area is chosen by keyboard, and its gap is closed', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await page.goto(`${ADDRESS}/register/commissioners/16C`);
  await page.getByRole('heading', { name: 'Map of coverage' }).waitFor();
  await page.getByRole('table', { name: '1 network of this commissioner' }).waitFor();
  await page.getByText('2 of 8 small areas are among the most deprived fifth of England').first().waitFor();
  await checkAccessibility(page, 'a commissioner with its map');
  await press(page, page.getByRole('link', { name: 'Try out an area for some practices' }));
  await page.getByRole('heading', { level: 1, name: /Try out an area/ }).waitFor();
  await press(page, page.getByRole('checkbox', { name: 'THE DENSHAM SURGERY (A81001)' }), 'Space');
  await press(page, page.getByRole('checkbox', { name: 'QUEENS PARK MEDICAL CENTRE (A81002)' }), 'Space');
  await press(page, page.getByRole('checkbox', { name: 'Stockton-on-Tees 001A' }), 'Space');
  await page.getByText('1 of 2 member sites in the area. Outside: QUEENS PARK MEDICAL CENTRE.').waitFor();
  await waitForOutcome(page, 'Members’ sites inside', 'Needs a reason');
  await waitForOutcome(page, 'Gaps', 'Not met');
  await page.getByText('700 of 800 registered patients (87.50 %) live outside.').waitFor();
  await checkAccessibility(page, 'an area with a gap');
  await tabTo(page, page.getByLabel('Which small areas'));
  await page.keyboard.type('In no');
  await page.getByRole('table', { name: '5 small areas' }).waitFor();
  await press(page, page.getByRole('button', { name: 'Choose all 5' }));
  await waitForOutcome(page, 'Gaps', 'Met');
  for (const rule of ['Overlap', 'In one piece', 'Members’ sites inside', 'Within']) await waitForOutcome(page, rule, 'Met');
  await page.getByText('600 registered people live there').waitFor();
  await checkAccessibility(page, 'an area that meets the rules');
  await press(page, page.getByRole('button', { name: 'Undo the last change' }));
  await waitForOutcome(page, 'Gaps', 'Not met');
  await closeWindow(page);
});

test('the nearest small areas are a first idea, and a line is drawn with the cross', async (context) => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await page.goto(`${ADDRESS}/register/commissioners/16C/area`);
  await press(page, page.getByRole('checkbox', { name: 'QUEENS PARK MEDICAL CENTRE (A81002)' }), 'Space');
  await press(page, page.getByRole('button', { name: 'Choose all that lie nearest to the member practices' }));
  await page.getByText(/square km, [1-5] small areas/).waitFor();
  if (await page.getByText('This browser cannot draw the map.').isVisible()) {
    context.diagnostic('This browser draws no map, so that no line is drawn.');
    await closeWindow(page);
    return;
  }
  await page.locator('.pcn-map__canvas[data-ready=yes]').waitFor();
  await press(page, page.getByRole('button', { name: 'Start again' }));
  await press(page, page.getByRole('button', { name: 'Draw a line on the map' }));
  const map = page.getByRole('region', { name: /Map of the network’s area/ });
  const add = page.getByRole('button', { name: 'Add a point at the cross' });
  const moves = [['ArrowLeft', 'ArrowUp'], ['ArrowRight', 'ArrowRight'], ['ArrowDown', 'ArrowDown']];
  for (const keys of moves) {
    await map.focus();
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(500);
    }
    await add.focus();
    await page.keyboard.press('Enter');
  }
  await page.getByText('3 points. Press on the map').waitFor();
  await checkAccessibility(page, 'drawing a line');
  await press(page, page.getByRole('button', { name: 'Close the line' }));
  await page.getByText('Drawn line 1, 3 points.').waitFor();
  await page.locator('.pcn-area-size').filter({ hasText: /^(?!0\.0)\d+\.\d square km/ }).waitFor();
  await press(page, page.getByRole('button', { name: 'Remove drawn line 1' }));
  await page.getByText(/^0\.0 square km/).waitFor();
  await closeWindow(page);
});

test('coverage of England names who is missing, and is saved', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await page.goto(`${ADDRESS}/register`);
  await press(page, page.getByRole('link', { name: /Coverage of England by region/ }));
  await page.getByText('1 of 3 practices (33.33 %), 9,000 of 31,398 patients (28.66 %)').waitFor();
  await page.getByRole('row', { name: /QUEENS PARK MEDICAL CENTRE A81002 NHS Tees Valley In no network 18,649/ }).waitFor();
  await checkAccessibility(page, 'the coverage of England');
  await press(page, page.getByRole('link', { name: 'By region' }));
  await page.getByRole('row', { name: 'North East and Yorkshire Y63 1 3 2 31,398 22,398 28.66%' }).waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'as CSV' }).click();
  const path = await (await saving).path();
  assert.match(readFileSync(path, 'utf8'), /Y63,QHM,NHS North East,16C,NHS Tees Valley,1,3,1,31398,9000,0,/);
  await closeWindow(page);
});

test('the public sees a network on the map without signing in, and nothing is fetched from elsewhere', async () => {
  const page = await openWindow();
  const others = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(ADDRESS) && !request.url().startsWith('data:')) others.push(request.url());
  });
  await page.goto(`${ADDRESS}/networks/U89142`);
  await page.getByRole('list', { name: 'Practices by their number on the map' }).getByText('EAST SURGERY, TS18 3AA').waitFor();
  await page.waitForTimeout(1500);
  await checkAccessibility(page, 'the page for the public with its map');
  assert.deepEqual(others, []);
  await closeWindow(page);
});
