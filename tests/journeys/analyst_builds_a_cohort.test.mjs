// An analyst builds a cohort without a mouse: writes a rule with a mistake, mends it by the name that
// is offered, and sees how many people it is, step by step.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} from './browser.mjs';

before(openBrowser);
after(closeBrowser);

function editor(page) {
  return page.getByRole('textbox', { name: 'Rule in CQL' });
}

function people(page) {
  return page.getByRole('region', { name: 'People', exact: true });
}

/** The large number; 0 for "0 to 7". */
async function number(page) {
  const text = await people(page).locator('p').first().innerText();
  return Number(text.replace(/ to .*$/, '').replace(/[^\d]/g, ''));
}

async function counted(page) {
  await people(page).getByText('Up to date with the text.').waitFor();
}

/** Nothing may have to be scrolled to the side, at the width of a phone or of 400% zoom. */
async function checkNarrow(page, state) {
  await page.setViewportSize({ width: 320, height: 800 });
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(widths[0] <= widths[1], `"${state}" is ${widths[0]} pixels wide at ${widths[1]}.`);
  await checkAccessibility(page, `${state}, narrow`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function openBuilder(page) {
  await press(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Cohorts' }));
  await page.getByRole('heading', { name: 'Build a cohort', level: 1 }).waitFor();
  await editor(page).waitFor();
}

test('a rule with a mistake is mended and counted, by keyboard', async () => {
  const page = await openWindow();
  await signIn(page, 'Analyst');
  await openBuilder(page);
  await checkAccessibility(page, 'an empty builder');

  await tabTo(page, editor(page));
  await page.keyboard.type('Registers."Hypertenson register"');
  const mistakes = page.getByRole('region', { name: '1 mistake in the text' });
  await mistakes.waitFor();
  assert.equal((await page.locator('.cm-mistake').allInnerTexts()).join(''), 'Registers."Hypertenson register"');
  await people(page).getByText('nothing is counted yet').waitFor();
  await checkAccessibility(page, 'a mistake');
  await checkNarrow(page, 'a mistake');

  await press(page, mistakes.getByRole('button', { name: /^Line 1, column \d+$/ }));
  assert.ok(await editor(page).evaluate((node) => node.getRootNode().activeElement === node), 'The caret is not in the editor.');
  await press(page, mistakes.getByRole('button', { name: /^Write "Hypertension register"/ }));
  await counted(page);
  assert.equal(await mistakes.count(), 0);
  const all = await number(page);
  assert.ok(all > 0, 'Nobody has hypertension.');

  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('  and AgeInYears() >= 75');
  await page.getByRole('rowheader', { name: /AgeInYears/ }).waitFor();
  await counted(page);
  const older = await number(page);
  assert.ok(older < all, `${older} of 75 or over are not fewer than ${all}.`);
  const steps = page.getByRole('table', { name: /^People left after each clause/ });
  assert.equal(await steps.locator('tbody').getByRole('row').count(), 3);
  for (const name of ['By practice', 'By age and sex', 'By deprivation']) {
    await page.getByRole('region', { name, exact: true }).waitFor();
  }
  await checkAccessibility(page, 'a count');
  await checkNarrow(page, 'a count');

  // Tab leaves the editor, in both directions.
  await tabTo(page, editor(page));
  await page.keyboard.press('Tab');
  assert.ok(await editor(page).evaluate((node) => node.getRootNode().activeElement !== node), 'Tab stays in the editor.');

  const rule = await editor(page).innerText();
  await page.reload();
  await counted(page);
  assert.equal(await editor(page).innerText(), rule, 'The reload lost the text.');
  assert.equal(page.url(), `${ADDRESS}/cohorts/new`, 'The text is in the address.');

  const download = page.waitForEvent('download');
  await press(page, page.getByRole('button', { name: 'Export as CSV' }));
  const file = readFileSync(await (await download).path(), 'utf8');
  assert.match(file, /Breakdown,Group,Sex,People,Of/);
  const numbers = [...file.matchAll(/,(\d+),(\d+)\r?$/gm)].flatMap(([, found, of]) => [Number(found), Number(of)]);
  assert.ok(numbers.length > 20 && numbers.every((one) => one % 5 === 0), 'The file tells numbers that are not rounded.');
  await closeWindow(page);
});

test('choices change the count: practice, base and day', async () => {
  const page = await openWindow();
  await signIn(page, 'Analyst');
  await page.goto(`${ADDRESS}/cohorts/new`);
  await page.getByRole('button', { name: 'Begin with an example' }).click();
  await counted(page);
  const network = await people(page).innerText();
  await page.getByRole('combobox', { name: 'Practice' }).selectOption({ index: 1 });
  await page.waitForFunction((before) => document.querySelector('.pcn-live').innerText !== before, network);
  await counted(page);
  assert.equal(await page.getByRole('region', { name: 'By practice' }).locator('tbody').getByRole('row').count(), 1);
  await page.getByLabel('Day').fill('31');
  await page.getByLabel('Month').fill('2');
  await page.getByLabel('Year').fill('2020');
  await page.getByText('Enter a real date').waitFor();
  await checkAccessibility(page, 'a wrong date');
  await page.getByLabel('Month').fill('3');
  await people(page).getByText('as at 31 March 2020').waitFor();
  await counted(page);
  await closeWindow(page);
});
