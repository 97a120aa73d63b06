// A clinical pharmacist opens the medication review list, reads why the first person is there,
// records the review as done, and sees the person leave the open list and the count move.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  checkAccessibility, closeBrowser, closeWindow, countOf, nameIn, openBrowser, openWindow, press, rowsOf,
  signIn, signInByKeyboard,
} from './browser.mjs';

before(openBrowser);
after(closeBrowser);

const LIST = 'Structured medication reviews';

test('the review of the first person is recorded, and axe finds nothing on the way', async () => {
  const page = await openWindow();
  await signIn(page, 'Clinical pharmacist');
  await checkAccessibility(page, 'my work');

  await page.getByRole('link', { name: 'Worklists', exact: true }).click();
  await page.getByRole('table').getByRole('link', { name: LIST, exact: true }).click();
  await rowsOf(page).first().waitFor();
  await checkAccessibility(page, 'the list');
  const openBefore = await countOf(page, 'open');
  const doneBefore = await countOf(page, 'done');
  const name = await nameIn(rowsOf(page).first());

  await rowsOf(page).first().getByRole('link', { name: /^Why\?/ }).click();
  await page.getByRole('heading', { name: /Why this person/, level: 1 }).waitFor();
  assert.match(await page.getByRole('region', { name: 'Patient' }).innerText(), /999\u00a0\d{3}\u00a0\d{4}/);
  assert.ok((await page.locator('main').innerText()).includes('Yes'));
  assert.ok(await page.getByText(/\d{2}-[A-Z][a-z]{2}-\d{4}/).count() > 1, 'No entry is cited with its date.');
  await checkAccessibility(page, 'why this person');
  await page.getByRole('button', { name: 'Open every clause' }).click();
  await checkAccessibility(page, 'every clause open');
  await page.goBack();

  await rowsOf(page).first().getByRole('link', { name: /^Record outcome/ }).click();
  await page.getByRole('heading', { name: /Record the outcome/, level: 1 }).waitFor();
  await checkAccessibility(page, 'record the outcome');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await checkAccessibility(page, 'what is missing');
  await page.getByLabel('Structured medication review done').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('SNOMED CT 1239511000000100').waitFor();
  await checkAccessibility(page, 'check before it is recorded');
  await page.getByRole('button', { name: 'Record the outcome' }).click();

  await page.getByText(`Recorded “Structured medication review done”: ${name}`).waitFor();
  assert.equal(await countOf(page, 'open'), openBefore - 1);
  assert.equal(await countOf(page, 'done'), doneBefore + 1);
  assert.match(await rowsOf(page).first().innerText(), /Done/, 'The finished row vanished at once.');
  await checkAccessibility(page, 'recorded');

  await page.getByRole('button', { name: 'Update the list' }).click();
  await page.getByRole('button', { name: 'Update the list' }).waitFor({ state: 'detached' });
  assert.notEqual(await nameIn(rowsOf(page).first()), name);

  await page.getByLabel('State').selectOption('Done');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.getByRole('rowheader').getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name: 'Patient summary' }).waitFor();
  await page.getByRole('table', { name: 'Recorded by the network' }).getByText(/Structured medication review/).waitFor();
  await checkAccessibility(page, 'patient summary');
  await closeWindow(page);
});

test('the same is done with the keyboard alone', async () => {
  const page = await openWindow();
  await signInByKeyboard(page, 'Clinical pharmacist');
  await press(page, page.getByRole('link', { name: 'Worklists', exact: true }));
  await page.getByRole('heading', { name: 'Worklists', level: 1 }).waitFor();
  await press(page, page.getByRole('table').getByRole('link', { name: LIST, exact: true }));
  await rowsOf(page).first().waitFor();
  const openBefore = await countOf(page, 'open');

  await press(page, rowsOf(page).first().getByRole('link', { name: /^Why\?/ }));
  await page.getByRole('heading', { name: /Why this person/, level: 1 }).waitFor();
  // The browser's own key for going back, which a page cannot be sent.
  await page.goBack();
  await rowsOf(page).first().waitFor();

  await press(page, rowsOf(page).first().getByRole('link', { name: /^Record outcome/ }));
  await page.getByRole('heading', { name: /Record the outcome/, level: 1 }).waitFor();
  await press(page, page.getByLabel('Structured medication review done'), 'Space');
  await press(page, page.getByRole('button', { name: 'Continue' }));
  await press(page, page.getByRole('button', { name: 'Record the outcome' }));
  await page.getByText(/^Recorded “Structured medication review done”/).waitFor();
  assert.equal(await countOf(page, 'open'), openBefore - 1);

  await press(page, page.getByRole('button', { name: 'Undo' }));
  await page.getByText(/^Undone\./).waitFor();
  assert.equal(await countOf(page, 'open'), openBefore);
  await press(page, page.getByRole('button', { name: 'Sign out' }));
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await closeWindow(page);
});

test('a colleague who has the list open sees the row change', async () => {
  const [page, other] = [await openWindow(), await openWindow()];
  await signIn(page, 'Clinical pharmacist');
  await signIn(other, 'Pharmacy technician');
  for (const window of [page, other]) {
    await window.getByRole('table').getByRole('link', { name: LIST, exact: true }).click();
    await rowsOf(window).first().waitFor();
  }
  const row = rowsOf(page).nth(1);
  const name = await nameIn(row);
  await row.getByRole('button', { name: /^Claim/ }).click();
  await page.getByText(`Claimed: ${name}.`).waitFor();
  const changed = rowsOf(other).filter({ hasText: 'Changed since you opened this list' });
  await changed.waitFor();
  assert.equal(await nameIn(changed), name);
  assert.match(await changed.innerText(), /Claimed/);
  await checkAccessibility(other, 'a row that changed');
  await row.getByRole('button', { name: /^Release/ }).click();
  await page.getByText(`Released: ${name}.`).waitFor();
  await closeWindow(page);
  await closeWindow(other);
});

test('signing in refuses a wrong password and a wrong code without saying which account exists', async () => {
  const page = await openWindow();
  await page.goto(`${process.env.OPENPCN_ADDRESS}/worklists`);
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await checkAccessibility(page, 'sign in');
  await page.getByLabel('User name').fill('nobody-of-that-name');
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).or(page.getByLabel('Code')).first().waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /no such|not exist|unknown/i);
  await checkAccessibility(page, 'refused');
  await closeWindow(page);
});
