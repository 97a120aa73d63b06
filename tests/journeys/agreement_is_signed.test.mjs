// A network's agreement is filled in and signed; somebody amends it after a practice signed, so that
// the signature visibly does not count; the practice signs again; the commissioner reads and cannot edit.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
        + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE',
      '01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NHS NE,Y63',
      '01Jan2026,A81002,QUEENS PARK MEDICAL CENTRE,TS18 2AW,U89141,STOCKTON PCN,16C,NHS NE,QHM,NHS NE,Y63',
    ]),
  ],
  accounts: [
    { title: 'Network manager', username: 'nell', role: 'network_manager', organisation: 'U89141', kind: 'network', name: 'Nell Young' },
    { title: 'Practice manager', username: 'pat', role: 'practice_manager', organisation: 'A81001', kind: 'practice', name: 'Pat Lee' },
    { title: 'Commissioner', username: 'cath', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cath Moor' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} = await import('./browser.mjs');

let agreement;

before(async () => {
  await openBrowser();
  const page = await openWindow();
  await signIn(page, 'Network manager');
  const { id } = await page.evaluate(async () => {
    const { csrf_token: token } = await (await fetch('/api/session')).json();
    const taken = await fetch('/api/networks/from-register', {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token }, body: '{"code": "U89141"}',
    });
    return taken.json();
  });
  agreement = `${ADDRESS}/my-networks/${id}/agreement`;
  await closeWindow(page);
});
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function sign(page) {
  await press(page, page.getByRole('link', { name: /^Read and sign for/ }));
  await page.getByRole('heading', { level: 1, name: /Sign the network agreement/ }).waitFor();
  await page.getByText('Market town and the villages north of it').waitFor();
  await checkAccessibility(page, 'reading before signing');
  await page.getByLabel('The practice is a').selectOption('partnership');
  await page.getByRole('radio', { name: 'One partner for all' }).check();
  await page.getByRole('checkbox', { name: /I have read the text above/ }).check();
  await checkAccessibility(page, 'signing');
  await page.getByRole('button', { name: /^Sign version/ }).click();
  await page.getByText('Your signature is recorded.').waitFor();
}

test('the network fills what an initial agreement needs, by keyboard', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.goto(agreement);
  await page.getByText('Nothing is written yet. Begin with Schedule 1.').waitFor();
  await checkAccessibility(page, 'an agreement that is not begun');
  await press(page, page.getByRole('link', { name: 'Schedule 1: Network Specifics' }));
  await tabTo(page, page.getByLabel('Network area'));
  await page.keyboard.type('Market town and the villages north of it');
  await page.getByLabel('Nominated payee').fill('The first practice');
  await page.getByLabel('The payee is').selectOption('practice');
  await page.getByLabel('Clinical director', { exact: true }).fill('Dr A Ashdown');
  await press(page, page.getByRole('button', { name: 'Add a row to Reserved matters' }));
  await page.keyboard.type('A new member');
  await checkAccessibility(page, 'a schedule with a row');
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await page.getByText('Saved as version 1.').waitFor();
  await page.getByText(/^Ready to sign as an initial agreement/).waitFor();
  await checkAccessibility(page, 'an agreement ready to sign');
  await closeWindow(page);
});

test('a practice signs; an amendment makes its signature visibly not count; it signs again', async () => {
  const practice = await openWindow();
  await signIn(practice, 'Practice manager');
  await practice.goto(agreement);
  await sign(practice);
  await practice.getByRole('cell', { name: 'Signed this text' }).waitFor();

  const network = await openWindow();
  await signIn(network, 'Network manager');
  await network.goto(`${agreement}/parts/1`);
  await network.getByRole('heading', { name: '1 practice has signed' }).waitFor();
  await network.getByText('Saving changes the text: they must sign again.').waitFor();
  await checkAccessibility(network, 'the warning before an amendment');
  await network.getByLabel('Quorum').fill('Three practices');
  await network.getByRole('button', { name: 'Save as version 2' }).click();
  await network.getByRole('link', { name: 'Confirm that the practices must sign again' }).waitFor();
  await checkAccessibility(network, 'an amendment that was not confirmed');
  await network.getByRole('checkbox', { name: /they must sign again/ }).check();
  await network.getByRole('button', { name: 'Save as version 2' }).click();
  await network.getByRole('cell', { name: 'Signed version 1: does not count any more' }).waitFor();
  await checkAccessibility(network, 'signatures that do not count any more');
  await network.getByRole('link', { name: 'Versions and what changed' }).click();
  await network.getByRole('row', { name: /Quorum.*Added.*Nothing.*Three practices/ }).waitFor();
  await checkAccessibility(network, 'the difference of two versions');
  await closeWindow(network);

  await practice.reload();
  await practice.getByText(/must sign again/).first().waitFor();
  await sign(practice);
  await practice.getByRole('cell', { name: 'Signed this text' }).waitFor();
  const [download] = await Promise.all([
    practice.waitForEvent('download'),
    practice.getByRole('link', { name: 'Save for print or PDF' }).click(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8');
  assert.match(saved, /<html lang="en-GB">/);
  const document = await openWindow();
  await document.setContent(saved);
  await checkAccessibility(document, 'the document for print');
  await closeWindow(document);
  await closeWindow(practice);
});

test('the commissioner reads who signed, and has no form', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.goto(agreement);
  await page.getByRole('cell', { name: 'Signed this text' }).waitFor();
  await page.getByRole('link', { name: 'Schedule 1: Network Specifics' }).click();
  await page.getByText('Three practices').waitFor();
  assert.equal(await page.getByRole('button', { name: /Save/ }).count(), 0);
  await checkAccessibility(page, 'a schedule that is only read');
  await closeWindow(page);
});
