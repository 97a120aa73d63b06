// A network of four practices splits in two: the manager says, without a mouse, who goes where, sees in
// the preview that the second network has no area yet, goes back and takes what lies nearest to its
// practices; three practices agreed on paper, the fourth finds the request and agrees here; the
// commissioner gives the new network its code and approves; the day before shows one network, the first
// day two, each with its area.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from './own_server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-'));

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const PRACTICES = [
  ['A81001', 'THE DENSHAM SURGERY', 18_000], ['A81002', 'QUEENS PARK MEDICAL CENTRE', 15_000],
  ['A81003', 'RIVER SURGERY', 17_000], ['A81004', 'EAST SURGERY', 16_000],
];
const SMALL_AREAS = [1, 2, 3, 4].map((number) => `E0101200${number}`);

function strip(from, to) {
  const [west, east] = [-1.4 + 0.02 * from, -1.4 + 0.02 * to];
  return { type: 'Polygon', coordinates: [[[west, 54.4], [east, 54.4], [east, 54.42], [west, 54.42], [west, 54.4]]] };
}
const feature = (key, code, geometry) => ({ type: 'Feature', properties: { [key]: code }, geometry });

/** A town in a row of four small areas, a practice in each; all of it is the network's area. */
const server = await startServer({
  name: 'Splits',
  files: [
    file('mapping.csv', 'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_SUB_ICB_LOCATION_CODE,'
      + `SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n${PRACTICES
        .map(([code, name]) => `01Jan2026,${code},${name},TS18 1HU,U89141,STOCKTON PCN,E38000162,16C,NHS Tees Valley,QHM,NHS North East,Y63\n`).join('')}`),
    file('lists.csv', `EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n${PRACTICES
      .map(([code, , patients]) => `2026-01-01,GP,16C,${code},TS18 1HU,ALL,ALL,${patients}\n`).join('')}`),
    file('places-2025-05.csv', `practice_code,practice_name,postcode,lat,lon\n${PRACTICES
      .map(([code], at) => `${code},X,TS18 1HU,54.41,${(-1.39 + 0.02 * at).toFixed(3)}\n`).join('')}`),
    file('lookup.csv', `lsoa21_name,lsoa21_code,sicbl24_name,sicbl24_code,sicbl24_code_nhs\n${SMALL_AREAS
      .map((code, at) => `Stockton 00${at + 1}A,${code},NHS Tees Valley,E38000162,16C\n`).join('')}`),
    file('boundaries-2025-01.geojson', JSON.stringify({
      type: 'FeatureCollection',
      features: [
        ...SMALL_AREAS.map((code, at) => feature('lsoa21_code', code, strip(at, at + 1))),
        feature('PCN_Code', 'U89141', strip(0, 4)), feature('sicbl24_code', 'E38000162', strip(0, 4)),
      ],
    })),
  ],
  accounts: [
    { title: 'Network manager', username: 'nell', role: 'network_manager', organisation: 'U89141', kind: 'network', name: 'Nell Young' },
    { title: 'Practice manager', username: 'esme', role: 'practice_manager', organisation: 'A81004', kind: 'practice', name: 'Esme East' },
    { title: 'Commissioner', username: 'cleo', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cleo Planner' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo, takeOver,
} = await import('./browser.mjs');

let network;

async function type(page, label, text) {
  const field = page.getByLabel(label, { exact: true });
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Chooses the option that begins with these words, by its first letters as people do. */
async function choose(page, label, words) {
  const field = page.getByLabel(label, { exact: true });
  await tabTo(page, field);
  await page.keyboard.type(words);
  await page.waitForFunction(([node, wanted]) => node.selectedOptions[0].text.startsWith(wanted), [await field.elementHandle(), words]);
}

before(openBrowser);
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('the manager says who goes where, and the preview names the area that is missing', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  network = `${ADDRESS}/my-networks/${await takeOver(page, 'U89141')}`;
  await page.goto(`${network}/changes`);
  await press(page, page.getByRole('link', { name: 'A network splits' }));
  await type(page, 'Name of network 1', 'Stockton West');
  await choose(page, 'Code of network 1', 'STOCKTON PCN (U89141) goes on');
  await type(page, 'Name of network 2', 'Stockton East');
  for (const [at, [code, name]] of PRACTICES.entries())
    await choose(page, `${name} (${code}) goes to`, at < 2 ? 'Stockton West' : 'Stockton East');
  await press(page, page.locator('summary', { hasText: 'Area of Stockton West: none chosen yet' }));
  await press(page, page.getByRole('button', { name: 'Choose all that lie nearest to the member practices' }));
  await page.getByText('Area of Stockton West: 2 small areas').waitFor();
  await checkAccessibility(page, 'a split being written');
  await page.getByLabel('Takes effect on').fill('2027-04-01');
  await type(page, 'Why', 'Each half of the town has its own hub.');
  for (const [at, [code]] of PRACTICES.slice(0, 3).entries()) {
    await press(page, page.getByRole('button', { name: 'Add a practice that agreed on paper' }));
    await type(page, `Practice ${at + 1}`, code);
    await type(page, `Who agreed for practice ${at + 1}`, 'Senior partner');
    await page.getByLabel(`Day of the agreement of practice ${at + 1}`).fill('2026-11-10');
  }
  await press(page, page.getByRole('button', { name: 'Save and see what it would alter' }));
  const short = page.getByRole('table', { name: 'In short' });
  await short.waitFor();
  await page.getByText('The request does not say which area Stockton East has.').first().waitFor();
  await page.getByText('The network is new: its area is still to be agreed.').waitFor();
  await checkAccessibility(page, 'the preview of a split');
  await closeWindow(page);
});

test('the area is chosen, everything is in order, and the request is sent', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.goto(`${network}/changes`);
  await press(page, page.getByRole('link', { name: 'STOCKTON PCN splits into 2 networks' }));
  await press(page, page.getByRole('link', { name: 'Change the request' }));
  await press(page, page.locator('summary', { hasText: 'Area of Stockton East: none chosen yet' }));
  await press(page, page.getByRole('button', { name: 'Choose all that lie nearest to the member practices' }));
  await page.getByText('Area of Stockton East: 2 small areas').waitFor();
  await press(page, page.getByRole('button', { name: 'Save and see what it would alter' }));
  await page.getByRole('table', { name: 'In short' }).waitFor();
  const areas = page.getByRole('list', { name: 'What the rules say of the area of Stockton East' });
  await areas.getByText('No overlap with another network.').waitFor();
  await areas.getByText('2 of 2 member sites in the area.').waitFor();
  assert.equal(await page.getByText('The request does not say').count(), 0);
  await checkAccessibility(page, 'the preview of a split with its areas');
  await press(page, page.getByRole('link', { name: 'Go on: agree and send' }));
  await page.getByRole('table', { name: '1 practice still to agree' }).waitFor();
  await press(page, page.getByRole('button', { name: 'Send to the commissioner' }));
  await page.getByRole('heading', { name: /With the commissioner/ }).waitFor();
  await closeWindow(page);
});

test('the fourth practice finds the request and agrees, without a mouse', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await press(page, page.getByRole('link', { name: 'Networks', exact: true }));
  await page.getByRole('row', { name: /STOCKTON PCN splits into 2 networks .* Your practice is asked$/ }).waitFor();
  await press(page, page.getByRole('link', { name: 'STOCKTON PCN splits into 2 networks' }));
  await press(page, page.getByRole('button', { name: 'Agree for your practice' }));
  await page.getByRole('table', { name: 'Every practice that is asked agrees' }).waitFor();
  await closeWindow(page);
});

test('the commissioner gives the new network its code and approves', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.getByRole('link', { name: 'Approvals' }).click();
  await page.getByRole('table', { name: '1 request to decide' }).getByRole('link').click();
  await page.getByRole('radio', { name: 'Approve it' }).check();
  await page.getByLabel('Committee').fill('Primary care committee');
  await page.getByLabel('Day of the decision').fill('2026-11-26');
  await page.getByLabel('Reference of the minute').fill('PCC 2026/15');
  await page.getByLabel('ODS code of Stockton East').fill('U89143');
  for (const reason of await page.getByLabel(/^Why this is accepted/).all()) await reason.fill('Known to the committee.');
  await checkAccessibility(page, 'a decision on a split');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByText(/Approved by Primary care committee on 26 November 2026, minute PCC 2026\/15/).waitFor();
  await closeWindow(page);
});

test('the day before shows one network, the first day two, each with its area', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.goto(`${network}?as_at=2027-03-31`);
  await page.getByRole('table', { name: /^4 member practices/ }).waitFor();
  await page.goto(`${network}?as_at=2027-04-01`);
  await page.getByRole('table', { name: /^2 member practices/ }).waitFor();
  await page.goto(`${ADDRESS}/register/networks/U89143?as_at=2027-04-01`);
  await page.getByText('RIVER SURGERY').first().waitFor();
  await checkAccessibility(page, 'a network that came of a split');
  const sizes = await page.evaluate(async () => {
    const of = async (day) => (await (await fetch(`/api/register/areas?commissioner=16C&as_at=${day}`)).json()).areas;
    return { before: await of('2027-03-31'), then: await of('2027-04-01') };
  });
  assert.deepEqual(sizes.before.map(({ code }) => code), ['U89141']);
  assert.deepEqual(sizes.then.map(({ code }) => code), ['U89141', 'U89143']);
  assert.ok(Math.abs(sizes.then[0].square_km - sizes.before[0].square_km / 2) < 0.1);
  await closeWindow(page);
});
