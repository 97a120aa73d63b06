// The everyday handling of a list: filter, sort, page, snooze, exclude, undo, export.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, countOf, nameIn, openBrowser, openWindow, rowsOf, signIn,
} from './browser.mjs';

let page;

before(async () => {
  await openBrowser();
  page = await openWindow();
  await signIn(page, 'Clinical pharmacist');
});

after(async () => {
  await closeWindow(page);
  await closeBrowser();
});

const LIST = '/worklists/structured-medication-review';

async function openList(search = '') {
  await page.goto(ADDRESS + LIST + search);
  await rowsOf(page).first().waitFor();
}

test('filters wait for their button, say what they hide, and go away one by one', async () => {
  await openList();
  const practice = await page.getByLabel('Practice').locator('option').nth(1).innerText();
  await page.getByLabel('Practice').selectOption(practice);
  assert.equal(new URL(page.url()).search, '');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.getByRole('heading', { name: /The filters hide [\d,]+ more/ }).waitFor();
  for (const row of await rowsOf(page).all()) assert.ok((await row.innerText()).includes(practice));
  await checkAccessibility(page, 'a filtered list');
  await page.getByRole('link', { name: `Remove filter Practice: ${practice}` }).click();
  await page.getByRole('heading', { name: /people open\.$/ }).waitFor();
  assert.equal(new URL(page.url()).search, '');
});

test('sorting is over all pages and is forgotten on a fresh visit', async () => {
  await openList();
  const urgent = await nameIn(rowsOf(page).first());
  await page.getByRole('link', { name: 'Person', exact: true }).click();
  await page.getByText(/^Sorted by name/).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  const names = await Promise.all((await rowsOf(page).all()).map(nameIn));
  const family = names.map((name) => name.split(',')[0]);
  assert.deepEqual(family, [...family].sort((a, b) => a.localeCompare(b, 'en')));
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.getByText(/Page 2 of/).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  const next = await nameIn(rowsOf(page).first());
  assert.ok(next.split(',')[0].localeCompare(family.at(-1), 'en') >= 0, `${next} after ${names.at(-1)}`);
  await openList();
  assert.equal(await nameIn(rowsOf(page).first()), urgent);
});

test('somebody is snoozed with a reason and a day, and comes back by undo', async () => {
  await openList();
  const before = { open: await countOf(page, 'open'), snoozed: await countOf(page, 'snoozed') };
  const row = rowsOf(page).first();
  const name = await nameIn(row);
  await row.getByRole('link', { name: /^Snooze/ }).click();
  await page.getByRole('heading', { name: /Snooze/, level: 1 }).waitFor();
  await checkAccessibility(page, 'snooze');
  await page.getByLabel('Appointment booked').check();
  await page.getByRole('button', { name: 'Snooze' }).click();
  await page.getByText(/^Snoozed until/).filter({ hasText: name }).waitFor();
  assert.equal(await countOf(page, 'open'), before.open - 1);
  assert.equal(await countOf(page, 'snoozed'), before.snoozed + 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(/^Undone\./).waitFor();
  assert.equal(await countOf(page, 'open'), before.open);
  assert.match(await rowsOf(page).first().innerText(), /Open/);
});

test('somebody is excluded with a reason and can be reopened from the excluded', async () => {
  await openList();
  const open = await countOf(page, 'open');
  const row = rowsOf(page).first();
  const name = await nameIn(row);
  await row.getByRole('link', { name: /^Exclude/ }).click();
  await page.getByRole('heading', { name: /Exclude from the list/, level: 1 }).waitFor();
  await checkAccessibility(page, 'exclude');
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Exclude' }).click();
  await page.getByText(`Excluded from the list: ${name}.`).waitFor();
  assert.equal(await countOf(page, 'open'), open - 1);

  await openList('?state=excluded');
  await page.getByRole('button', { name: `Reopen ${name}` }).click();
  await page.getByText(`Reopened: ${name}.`).waitFor();
  assert.equal(await countOf(page, 'open'), open);
});

test('what the filters show can be taken as CSV and as a spreadsheet', async () => {
  await openList();
  for (const [link, file] of [['Export as CSV', /\.csv$/], ['Export to a spreadsheet (xlsx)', /\.xlsx$/]]) {
    const started = page.waitForEvent('download');
    await page.getByRole('link', { name: link }).click();
    const download = await started;
    assert.match(download.suggestedFilename(), file);
    const bytes = readFileSync(await download.path());
    if (link === 'Export as CSV') {
      const lines = bytes.toString('utf8').trim().split('\n');
      assert.ok(lines.length > (await countOf(page, 'open')), `only ${lines.length} lines`);
      for (const line of lines) assert.doesNotMatch(line, /(^|,)"?[=+@]/, 'A cell could run as a formula.');
    } else {
      assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    }
  }
});
