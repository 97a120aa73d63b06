// The population overview, and the question why somebody is not on a list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, signIn,
} from './browser.mjs';

before(openBrowser);
after(closeBrowser);

function numbersOf(text) {
  return Number(text.replace(/[^\d]/g, ''));
}

test('the overview has pictures with names, tables with the same numbers, and one practice apart', async () => {
  const page = await openWindow();
  await signIn(page, 'Clinical pharmacist');
  await page.getByRole('link', { name: 'Population', exact: true }).click();
  for (const name of [/^Age and sex/, /^People with each condition/, /^People by deprivation/]) {
    await page.getByRole('img', { name }).waitFor();
  }
  await checkAccessibility(page, 'population');
  const network = numbersOf(await page.getByText(/people are registered here/).innerText());

  for (const summary of await page.getByText('Show the numbers as a table').all()) await summary.click();
  const table = page.getByRole('table', { name: 'People by age and sex' }).locator('tbody');
  const cells = await table.getByRole('cell').allInnerTexts();
  assert.equal(cells.reduce((sum, cell) => sum + numbersOf(cell), 0), network, 'The table does not add up.');
  await checkAccessibility(page, 'population with tables');

  await page.getByLabel('Practice').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.getByRole('link', { name: /^Remove filter Practice/ }).waitFor();
  await page.waitForFunction(
    (all) => Number(document.querySelector('main').innerText.match(/([\d,]+) people are registered here/)?.[1].replace(/,/g, '')) < all,
    network,
  );
  await closeWindow(page);
});

test('somebody found by name is shown with the reasons why a list does not have them', async () => {
  const page = await openWindow();
  await signIn(page, 'Clinical pharmacist');
  await page.getByRole('link', { name: 'Find a patient', exact: true }).click();
  await page.getByLabel('NHS number').fill('999 000 0019');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('link', { name: /not an NHS number/ }).waitFor();
  await checkAccessibility(page, 'a wrong NHS number');
  await page.getByLabel('NHS number').fill('');
  await page.getByLabel('Family name').fill('Br');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const people = page.getByRole('table', { name: 'People found' }).getByRole('rowheader').getByRole('link');
  await people.first().waitFor();
  await checkAccessibility(page, 'people found');
  assert.equal(page.url(), `${ADDRESS}/patients`, 'What was typed is in the address.');

  const addresses = await people.evaluateAll((links) => links.map((link) => link.href));
  let found = false;
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Patient summary' }).waitFor();
    const whyNot = page.getByRole('link', { name: /^Why not\?/ });
    if ((await whyNot.count()) === 0) continue;
    await whyNot.first().click();
    found = true;
    break;
  }
  assert.ok(found, 'Everybody with that name is on every list.');
  await page.getByRole('heading', { name: /Why not this person/, level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'What would make it a yes' }).waitFor();
  await checkAccessibility(page, 'why not this person');

  const before = page.url();
  await page.getByRole('combobox', { name: 'Ask about' }).selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Show why' }).click();
  await page.waitForURL((address) => address.href !== before);
  await page.getByRole('heading', { name: /^Clause by clause/ }).waitFor();
  await closeWindow(page);
});
