// A network's manager takes in a spreadsheet of partners and sees the line that could not be taken;
// a care coordinator finds a service without a mouse, with whom to ring and how to refer, and sees
// the network's teams and suppliers.
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

const server = await startServer({
  name: 'Stockton PCN',
  files: [
    file('epcn-2025-01.csv', [
      'PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode',
      'U89141,STOCKTON PCN,16C,NHS NE - 16C,20191001,,TS18 2AT',
    ]),
    file('mapping.csv', [
      'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,'
        + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,SUPPLIER_NAME',
      '01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NHS NE,Y63,TPP',
    ]),
  ],
  accounts: [
    { title: 'Network manager', username: 'nell', role: 'network_manager', organisation: 'U89141', kind: 'network', name: 'Nell Young' },
    { title: 'Care coordinator', username: 'cora', role: 'care_coordinator', organisation: 'A81001', kind: 'practice', name: 'Cora Hill' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} = await import('./browser.mjs');

let network;

/** Sends what is only the ground of this journey: its forms have a journey of their own. */
function send(page, path, body) {
  return page.evaluate(async ([address, text]) => {
    const { csrf_token: token } = await (await fetch('/api/session')).json();
    const answer = await fetch(address, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token }, body: text,
    });
    return answer.json();
  }, [path, JSON.stringify(body)]);
}

before(async () => {
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('the manager takes in a file of partners and adds one', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  const { id } = await send(page, '/api/networks/from-register', { code: 'U89141' });
  network = `${ADDRESS}/my-networks/${id}`;
  await send(page, `/api/networks/${id}/teams`, {
    team: {
      name: 'District nurses', kind: 'community', provider: 'Community trust', networks: ['U89141'], small_areas: [], from: '2026-01-01',
      posts: [{ role: 'district_nurse', who: 'Jo Reed', employer: 'Community trust', host: 'The Densham Surgery', whole_time_equivalent: '0.8', from: '2026-01-01' }],
    },
  });
  await page.goto(`${network}/partners`);
  await page.getByText('No partner is found.').waitFor();
  await page.getByText('Take in a file of partners').click();
  await page.getByLabel('CSV file').setInputFiles(file('partners.csv', [
    'name,kind,service,telephone,referral_route,eligibility,place',
    'Age UK,voluntary,Befriending,01642 000111,"Ring, no letter needed",People over 65,Thornaby',
    'Age UK,voluntary,Benefits advice,,Ring,,',
    'Stockton Council,council,Housing advice,01642 000222,Online form,,Stockton',
    'Nobody,wizard,,,,,',
  ]));
  await page.getByRole('button', { name: 'Take in' }).click();
  await page.getByText('2 partners added, 0 changed, 0 as before, 1 line rejected.').waitFor();
  await page.getByRole('row', { name: /5 "kind" must be a kind of partner that the content names\. Nobody,wizard/ }).waitFor();
  await checkAccessibility(page, 'a directory taken in');
  await page.getByRole('link', { name: 'Add a partner' }).click();
  await page.getByRole('textbox', { name: 'Organisation' }).fill('Food bank');
  await page.getByLabel('Kind of organisation').selectOption('voluntary');
  await page.getByRole('button', { name: 'Add this partner' }).click();
  await page.getByRole('heading', { name: 'Food bank' }).waitFor();
  await checkAccessibility(page, 'a partner added');
  await closeWindow(page);
});

test('a care coordinator finds a service without a mouse', async () => {
  const page = await openWindow();
  await signIn(page, 'Care coordinator');
  await page.goto(network);
  await press(page, page.getByRole('link', { name: 'Partners', exact: true }));
  await page.getByRole('list', { name: '3 partners found' }).waitFor();
  assert.equal(await page.getByText('Add a partner').count(), 0);
  await tabTo(page, page.getByRole('searchbox', { name: 'Find a service or partner' }));
  await page.keyboard.type('befr');
  const found = page.getByRole('list', { name: '1 partner found' });
  await found.getByText('01642 000111').waitFor();
  await found.getByText('Ring, no letter needed').waitFor();
  assert.equal(await found.getByText('Benefits advice').count(), 0);
  await checkAccessibility(page, 'a service found');
  await press(page, page.getByRole('link', { name: 'Teams', exact: true }));
  await page.getByRole('row', { name: 'District nurse Jo Reed Community trust The Densham Surgery District nurses 0.8' }).waitFor();
  await page.getByText('No mental health team serves this network.').waitFor();
  await checkAccessibility(page, 'teams');
  await press(page, page.getByRole('link', { name: 'Digital suppliers', exact: true }));
  await page.getByRole('row', { name: /^THE DENSHAM SURGERY TPP \(.*mapping\.csv, 1 January 2026\) Not said for this day Nothing to review$/ }).waitFor();
  await checkAccessibility(page, 'digital suppliers');
  await closeWindow(page);
});
