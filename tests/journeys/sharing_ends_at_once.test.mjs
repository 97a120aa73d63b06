// A practice suspends a data-sharing agreement: the network's staff lose its patients at once, are
// told so, and have them back when the practice resumes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, signIn,
} from './browser.mjs';

before(openBrowser);
after(closeBrowser);

const LIST = 'structured-medication-review';
const AGREEMENT = 'Demonstration agreement: care and planning in the network';

/** How many people of the list somebody has, and at which practices. */
async function list(page) {
  return page.evaluate(async (id) => {
    const answer = await (await fetch(`/api/worklists/${id}`)).json();
    return { open: answer.counts.open, practices: answer.freshness.map(({ practice }) => practice.ods_code) };
  }, LIST);
}

test('a practice suspends sharing and the network loses its patients at once', async () => {
  const network = await openWindow();
  await signIn(network, 'Clinical pharmacist');
  const all = await list(network);
  assert.ok(all.open > 0 && all.practices.length > 1);

  const practice = await openWindow();
  await signIn(practice, 'Practice manager');
  const own = await practice.evaluate(async () => (await (await fetch('/api/session')).json()).organisation);
  assert.ok(all.practices.includes(own.ods_code), 'the demonstration shares with the network');
  await practice.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data sharing' }).click();
  await practice.getByRole('table', { name: /What is shared on/ }).waitFor();
  await checkAccessibility(practice, 'the list of agreements');
  await practice.getByRole('link', { name: AGREEMENT }).click();
  await practice.getByRole('heading', { name: AGREEMENT, level: 1 }).waitFor();
  await practice.getByText(`${own.name} has signed this text.`).waitFor();
  await checkAccessibility(practice, 'an agreement in force');

  await practice.getByText(`Suspend or end it for ${own.name}`).click();
  await practice.getByLabel('Reason').fill('A laptop was lost');
  await practice.getByRole('button', { name: 'Suspend from this moment' }).click();
  await practice.getByRole('button', { name: 'Resume' }).waitFor();
  await practice.getByRole('cell', { name: 'A laptop was lost' }).waitFor();
  await checkAccessibility(practice, 'an agreement that was suspended');

  const fewer = await list(network);
  assert.ok(!fewer.practices.includes(own.ods_code));
  assert.ok(fewer.open < all.open);
  await network.goto(`${ADDRESS}/worklists/${LIST}`);
  await network.getByText(/^1 of \d+ practices is not included: no data-sharing agreement in force$/).click();
  await network.getByText(`${own.ods_code} suspended the agreement on`, { exact: false }).waitFor();
  await checkAccessibility(network, 'a list that leaves a practice out');

  await practice.getByLabel('Reason').fill('It was found');
  await practice.getByRole('button', { name: 'Resume' }).click();
  await practice.getByText(`Suspend or end it for ${own.name}`).waitFor();
  assert.deepEqual(await list(network), all);
  await network.goto(`${ADDRESS}/worklists/${LIST}`);
  await network.getByRole('list', { name: 'People on this list' }).waitFor();
  assert.equal(await network.getByText(/not included/).count(), 0);
  await closeWindow(network);
  await closeWindow(practice);
});

test('an agreement is written, changed and signed by those whom it names', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.goto(`${ADDRESS}/sharing/new`);
  await page.getByRole('button', { name: 'Save the text' }).click();
  await page.getByRole('link', { name: 'Enter a title' }).waitFor();
  await checkAccessibility(page, 'an agreement that lacks what it needs');
  await page.getByLabel('Title').fill('Sharing for the winter');
  await page.getByLabel('Practices that give').fill('Z99001');
  await page.getByLabel('Direct care').check();
  await page.getByLabel('Who patients are').check();
  await page.getByLabel('First day').fill('2030-10-01');
  await page.getByLabel('Last day').fill('2031-03-31');
  await page.getByRole('button', { name: 'Save the text' }).click();
  await page.getByRole('heading', { name: 'Sharing for the winter', level: 1 }).waitFor();
  await page.getByText('A Caldicott Guardian has not approved it.').waitFor();
  assert.equal(await page.getByRole('button', { name: /Sign this text/ }).count(), 0);
  await page.getByRole('link', { name: 'Change the text' }).click();
  for (const [label, text] of [
    ['Lawful basis (UK GDPR, article 6)', 'Article 6(1)(e)'],
    ['Condition for health data (UK GDPR, article 9)', 'Article 9(2)(h)'],
    ['Basis under the duty of confidence', 'Implied consent'],
    ['Caldicott Guardian who approved it', 'G. Guardian'],
    ["Day of the Caldicott Guardian's approval", '2026-03-01'],
    ['Data protection officer who approved it', 'P. Officer'],
    ["Day of the data protection officer's approval", '2026-03-01'],
    ['To be reviewed on', '2031-01-01'],
    ['Terms', 'For care in the winter alone.'],
  ]) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Save the text' }).click();
  await page.getByRole('button', { name: /^Sign this text for/ }).click();
  await page.getByText(/has signed this text\.$/).waitFor();
  await page.getByRole('cell', { name: 'None. Z99001 has not signed the agreement.' }).waitFor();
  await checkAccessibility(page, 'an agreement that waits for a signature');
  await closeWindow(page);
});
