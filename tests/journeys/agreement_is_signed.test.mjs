// A network's agreement is filled in and signed; somebody amends it after a practice signed, so that
// the signature visibly does not count; the practice signs again; the commissioner reads and cannot edit.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} from './browser.mjs';
import { draftNetwork } from './draft_network.mjs';

let agreement;

before(async () => {
  await openBrowser();
  agreement = `${ADDRESS}/my-networks/${draftNetwork()}/agreement`;
});
after(closeBrowser);

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
  const file = readFileSync(await download.path(), 'utf8');
  assert.match(file, /<html lang="en-GB">/);
  const document = await openWindow();
  await document.setContent(file);
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
