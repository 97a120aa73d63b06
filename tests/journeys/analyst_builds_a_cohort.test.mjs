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
  await press(page, page.getByRole('link', { name: 'Build a cohort' }));
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
  await page.keyboard.type('  and AgeIn');
  const list = page.getByRole('listbox');
  await list.waitFor();
  await checkAccessibility(page, 'suggestions');
  await page.keyboard.press('Enter');
  await page.keyboard.type(') >= 75 ');
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
  await page.keyboard.press('Control+Space');
  await list.waitFor();
  await page.keyboard.press('Tab');
  await list.waitFor({ state: 'detached' });
  assert.ok(await editor(page).evaluate((node) => node.getRootNode().activeElement !== node), 'Tab stays in the editor.');
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY', 'Tab leads nowhere.');

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

const NAME = 'Hypertension from 75 years';

/** Opens what is closed below the editor, by keyboard. */
async function open(page, words) {
  await press(page, page.locator('summary').filter({ hasText: words }));
}

test('the cohort is saved with a case of its own, changed, and compared, by keyboard', async () => {
  const page = await openWindow();
  await signIn(page, 'Analyst');
  await openBuilder(page);
  await tabTo(page, editor(page));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Registers."Hypertension register" and AgeInYears() >= 75');
  await counted(page);

  await open(page, /^Cases/);
  await press(page, page.getByRole('button', { name: 'Write a first case' }));
  await press(page, page.getByRole('button', { name: 'Run the cases' }));
  await page.locator('.pcn-cases__report').getByText('1 case, 1 expectation: all as expected.').waitFor();
  await checkAccessibility(page, 'cases that pass');
  await tabTo(page, page.getByLabel('Cases', { exact: true }));
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\ncase Somebody of 80 with hypertension\n  born T-80y male\n  diagnosis hypertension T-2y\n  -> Cohort: no\n');
  await press(page, page.getByRole('button', { name: 'Run the cases' }));
  await page.locator('.pcn-cases__report').getByText('2 cases, 2 expectations: 1 is not as expected.').waitFor();
  const failure = page.getByRole('row', { name: /^Somebody of 80 with hypertension/ });
  assert.match(await failure.innerText(), /no\s+yes/, 'Expected and given are not told.');
  await checkAccessibility(page, 'a case that fails');

  await open(page, /^Save as a cohort/);
  await press(page, page.getByRole('button', { name: 'Save the cohort' }));
  await page.getByRole('link', { name: 'Enter a name' }).waitFor();
  await checkAccessibility(page, 'saving without a name');
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.type(NAME);
  await tabTo(page, page.getByLabel('What is it for?'));
  await page.keyboard.type('To invite them for a review');
  await tabTo(page, page.getByRole('checkbox', { name: 'Ready for others to use' }));
  await page.keyboard.press('Space');
  await press(page, page.getByRole('button', { name: 'Save the cohort' }));
  await page.getByRole('alert').waitFor();
  await checkAccessibility(page, 'cases that keep a version from being ready');
  await tabTo(page, page.getByRole('checkbox', { name: 'Ready for others to use' }));
  await page.keyboard.press('Space');
  await press(page, page.getByRole('button', { name: 'Save the cohort' }));
  await page.getByRole('heading', { name: NAME, level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Version 1' }).waitFor();
  await checkAccessibility(page, 'a saved cohort');
  await checkNarrow(page, 'a saved cohort');

  await press(page, page.getByRole('link', { name: 'Write a new version' }));
  await counted(page);
  await tabTo(page, editor(page));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('0');
  await page.getByRole('rowheader', { name: /AgeInYears\(\) >= 70/ }).waitFor();
  await counted(page);
  await open(page, /^Cases/);
  await tabTo(page, page.getByLabel('Cases', { exact: true }));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('yes');
  await press(page, page.getByRole('button', { name: 'Run the cases' }));
  await page.locator('.pcn-cases__report').getByText('2 cases, 2 expectations: all as expected.').waitFor();
  await open(page, /^Who joins and who leaves/);
  await press(page, page.getByRole('button', { name: 'Show who joins and who leaves' }));
  await page.getByRole('heading', { name: /joined and .* left$/, level: 2 }).waitFor();
  await checkAccessibility(page, 'the text under edit against the saved version');
  await open(page, /^Save as version 2/);
  await tabTo(page, page.getByLabel('What changed, and why?'));
  await page.keyboard.type('From 70 years');
  await press(page, page.getByRole('button', { name: 'Save version 2' }));
  await page.getByRole('heading', { name: 'Version 2' }).waitFor();
  await page.getByRole('table', { name: 'Text of version 2 against version 1' }).waitFor();
  await press(page, page.getByRole('button', { name: 'Mark version 2 as ready' }));
  await page.getByRole('term').filter({ hasText: 'State' }).locator('xpath=..').getByText('Ready', { exact: true }).waitFor();
  await checkAccessibility(page, 'a second version');

  await press(page, page.getByRole('link', { name: 'Compare', exact: true }));
  const movement = page.getByRole('heading', { name: /joined and .* left$/, level: 2 });
  await movement.waitFor();
  assert.ok(Number((await movement.innerText()).replace(/[^\d].*$/, '')) > 0, 'Nobody of 70 to 74 joined.');
  assert.equal(await page.getByRole('button', { name: 'Show who joined' }).count(), 0, 'An analyst is offered people.');
  await page.getByRole('row', { name: /^The rule changed/ }).waitFor();
  await checkAccessibility(page, 'a comparison');
  await checkNarrow(page, 'a comparison');

  await press(page, page.getByRole('link', { name: 'Back to the cohort' }));
  await press(page, page.getByRole('button', { name: 'Retire the cohort' }));
  await page.getByText('Retired.', { exact: true }).waitFor();
  await press(page, page.getByRole('button', { name: 'Restore the cohort' }));
  await page.getByRole('link', { name: 'Write a new version' }).waitFor();
  await closeWindow(page);
});

test('a version that a colleague saved meanwhile is not written over', async () => {
  const page = await openWindow();
  await signIn(page, 'Analyst');
  await page.goto(`${ADDRESS}/cohorts`);
  await page.getByRole('link', { name: NAME }).click();
  await page.getByRole('link', { name: 'Write a new version' }).click();
  await counted(page);
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n  and AgeInYears() < 90');

  const colleague = await openWindow();
  await signIn(colleague, 'Clinical pharmacist');
  await colleague.goto(`${page.url()}`);
  await counted(colleague);
  await colleague.getByRole('button', { name: 'Show the people' }).click();
  await colleague.getByRole('table', { name: /^People, 1 to \d+ of \d+$/ }).waitFor();
  await checkAccessibility(colleague, 'the people of a count');
  await editor(colleague).click();
  await colleague.keyboard.press('Control+End');
  await colleague.keyboard.type('\n  and AgeInYears() < 95');
  await colleague.locator('summary').filter({ hasText: 'Save as version 3' }).click();
  await colleague.getByLabel('What changed, and why?').fill('Up to 95 years');
  await colleague.getByRole('button', { name: 'Save version 3' }).click();
  await colleague.getByRole('heading', { name: 'Version 3' }).waitFor();

  await page.locator('summary').filter({ hasText: 'Save as version 3' }).click();
  await page.getByLabel('What changed, and why?').fill('Up to 90 years');
  await page.getByRole('button', { name: 'Save version 3' }).click();
  const meanwhile = page.getByRole('region', { name: 'Version 3 was saved meanwhile' });
  await meanwhile.getByRole('table', { name: 'Your text against version 3' }).waitFor();
  await checkAccessibility(page, 'a version saved meanwhile');
  await meanwhile.getByRole('button', { name: /^I have seen version 3/ }).click();
  await page.getByRole('button', { name: 'Save version 4' }).click();
  await page.getByRole('heading', { name: 'Version 4' }).waitFor();

  // Who may see people is told who they are, each with a way to their page.
  await colleague.goto(`${page.url()}/compare?before=1&after=2`);
  await colleague.getByRole('button', { name: 'Show who joined' }).click();
  const table = colleague.getByRole('table', { name: /^People who joined/ });
  await table.waitFor();
  await checkAccessibility(colleague, 'people who joined');
  const first = table.getByRole('rowheader').getByRole('link').first();
  assert.match(await first.getAttribute('href'), /^\/patients\/[0-9a-z]+$/);
  await first.click();
  await colleague.getByRole('heading', { name: 'Patient summary' }).waitFor();
  await closeWindow(colleague);
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
  await page.getByRole('textbox', { name: 'Day' }).fill('31');
  await page.getByRole('textbox', { name: 'Month' }).fill('2');
  await page.getByRole('textbox', { name: 'Year' }).fill('2020');
  await page.getByText('Enter a real date').waitFor();
  await checkAccessibility(page, 'a wrong date');
  await page.getByRole('textbox', { name: 'Month' }).fill('3');
  await people(page).getByText('as at 31 March 2020').waitFor();
  await counted(page);
  await closeWindow(page);
});

test('a commissioner counts without small numbers, and neither saves nor sees people', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.goto(`${ADDRESS}/cohorts/new`);
  await page.getByRole('button', { name: 'Begin with an example' }).click();
  await counted(page);
  await people(page).getByText(/^Your role sees no people/).waitFor();
  await page.getByText('Show the numbers as a table').click();
  const ages = page.getByRole('table', { name: 'People by age and sex' });
  assert.match(await ages.innerText(), /0 to 7/, 'Small numbers are told.');
  await checkAccessibility(page, 'a count without small numbers');
  assert.equal(await page.getByText('Save as a cohort').count(), 0);

  const text = await editor(page).innerText();
  const refused = await page.evaluate(async (rule) => {
    const { csrf_token: token } = await (await fetch('/api/session')).json();
    const ask = async (path, body) => (await fetch(path, {
      method: 'POST', headers: { 'X-CSRF-Token': token, 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    })).status;
    return [
      await ask('/api/cohorts', { name: 'x', description: '', version: { text: rule, reason: 'x' } }),
      await ask('/api/cohorts/compare/people', { before: { text: rule, as_at: '2020-01-01' }, after: { text: rule }, change: 'joined' }),
    ];
  }, text);
  assert.deepEqual(refused, [403, 403]);
  await closeWindow(page);
});
