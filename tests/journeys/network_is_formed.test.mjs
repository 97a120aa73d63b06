// A practice begins to form a network: the rules name what stands against it and who is left; the
// commissioner sees that it waits, and sets a date of its own. One practice leaves a registration, and
// another registration is withdrawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, signIn } from './browser.mjs';

before(openBrowser);
after(closeBrowser);

async function begin(page, name) {
  await page.goto(`${ADDRESS}/my-networks/new`);
  await page.getByLabel('Name of the network').fill(name);
  await page.getByLabel('Lead commissioner').selectOption('ZQ9');
  await page.getByLabel('First day').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Begin the registration' }).click();
  await page.getByRole('heading', { level: 1, name: /Registration/ }).waitFor();
}

async function addMarrowby(page) {
  await page.getByLabel('Add a practice').fill('Marrow');
  await page.getByRole('button', { name: 'Add Marrowby Surgery (demonstration) (Z99101)' }).click();
}

/** On the page of people and payee; it waits for a second person. */
async function proposePayee(page, name) {
  await page.getByRole('heading', { level: 1, name: 'People and payee' }).waitFor();
  await page.getByText('Propose a payee').click();
  for (const [field, text] of [['name', name], ['account_holder', name], ['sort_code', '12-34-56'], ['account_number', '12345678'], ['reason', 'Agreed by all']]) {
    await page.locator(`#payee-form-${field}`).fill(text);
  }
  await page.locator('#payee-form-kind').selectOption('company');
  await page.getByRole('button', { name: 'Propose this payee' }).click();
  await page.getByText('A second person of the network must confirm it.').waitFor();
}

test('a practice begins a registration and learns what stands against it', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await page.getByRole('link', { name: 'Networks', exact: true }).click();
  await page.getByRole('link', { name: 'Form a network' }).click();
  await page.getByRole('heading', { level: 1, name: 'Form a network' }).waitFor();
  await checkAccessibility(page, 'the beginning of a network');
  await page.getByLabel('Name of the network').fill('Fennel and Oakhanger');
  await page.getByLabel('Lead commissioner').selectOption('ZQ9');
  await page.getByLabel('First day').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Begin the registration' }).click();
  await page.getByRole('heading', { level: 1, name: /Registration/ }).waitFor();
  const findings = page.getByRole('list', { name: 'What the rules say' });
  await findings.getByText(/is in another network/).waitFor();
  await findings.getByText(/Oakhanger Health Centre/).waitFor();
  await checkAccessibility(page, 'the tasks of a registration');
  await page.getByRole('link', { name: 'Member practices' }).click();
  await addMarrowby(page);
  await checkAccessibility(page, 'the members of a registration');
  await page.getByRole('button', { name: 'Save and go back' }).click();
  await page.getByRole('heading', { level: 2, name: 'Tasks' }).waitFor();
  await page.getByText('Saved versions').click();
  await page.getByText(/^Version 2, /).waitFor();
  for (const task of ['Name and first day', 'List sizes', 'Size, waiver and neighbourhood teams', 'Acceptance of the area']) {
    await page.getByRole('link', { name: task }).click();
    await page.getByRole('button', { name: 'Save and go back' }).waitFor();
    await checkAccessibility(page, task);
    await page.getByRole('link', { name: 'Back to the tasks' }).click();
  }
  // Directors and payee are named on a page of their own, the payee by two people.
  await page.getByRole('link', { name: 'Clinical directors and payee' }).click();
  await page.getByText('No payee is confirmed').waitFor();
  await checkAccessibility(page, 'directors and payee of a registration');
  await page.getByRole('main').getByRole('link', { name: 'People and payee' }).last().click();
  await proposePayee(page, 'Fennel practice');
  await page.goBack();
  await page.getByText('0 confirmed payees.').waitFor();
  await page.getByRole('link', { name: 'Contracts', exact: true }).click();
  await page.getByText(/The network has no contract year before it is live/).waitFor();
  await checkAccessibility(page, 'the contracts of a network');
  await page.getByRole('link', { name: 'Agreement', exact: true }).click();
  await page.getByText('Show another day').waitFor();
  await checkAccessibility(page, 'the agreement, as at a day');
  await page.getByRole('link', { name: 'Approval', exact: true }).click();
  await page.getByText(/Finish and submit the registration: the practices/).waitFor();
  await checkAccessibility(page, 'the approval of a network');
  await closeWindow(page);
});

test('its commissioner sees that it waits and sets a date', async () => {
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await page.goto(`${ADDRESS}/approvals`);
  await page.getByRole('table', { name: 'What waits' }).getByRole('row', { name: /Fennel and Oakhanger Draft/ }).waitFor();
  await page.getByText(/Set a date of your own/).first().click();
  await checkAccessibility(page, 'the approvals');
  await page.getByLabel('What is due').first().fill('Early return');
  await page.getByLabel('Due on').first().fill('2026-01-05');
  await page.getByRole('button', { name: 'Set the date' }).first().click();
  await page.getByRole('row', { name: /Early return/ }).first().waitFor();
  await closeWindow(page);
});

test('a practice leaves a registration, and reads on what becomes of it', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await begin(page, 'Left by one');
  await page.getByRole('link', { name: 'Member practices' }).click();
  await addMarrowby(page);
  await page.getByRole('button', { name: 'Save and go back' }).click();
  await page.getByRole('heading', { level: 2, name: 'Tasks' }).waitFor();
  await page.getByRole('link', { name: 'Leave with your practice, or withdraw the registration' }).click();
  await page.getByText('Leave with your own practice').click();
  await checkAccessibility(page, 'leaving a registration');
  await page.getByLabel('Why your practice leaves').fill('We join the network in the north');
  await page.getByRole('button', { name: 'Leave the registration' }).click();
  await page.getByRole('list', { name: 'History' }).getByText(/left it: We join the network in the north/).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Leave the registration' }).count(), 0, 'It cannot leave twice.');
  await page.getByRole('link', { name: 'Registration', exact: true }).click();
  await page.getByRole('list', { name: 'Practices that left' }).getByText(/left on .*: We join the network in the north/).waitFor();
  await checkAccessibility(page, 'a registration that a practice left');
  await closeWindow(page);
});

test('who proposed a registration withdraws it, and it stays to be read', async () => {
  const page = await openWindow();
  await signIn(page, 'Practice manager');
  await begin(page, 'Given up');
  await page.getByRole('link', { name: 'Leave with your practice, or withdraw the registration' }).click();
  await page.getByText('Withdraw the whole registration').click();
  await page.getByLabel('Why it is withdrawn').fill('Too small to stand alone');
  await checkAccessibility(page, 'withdrawing a registration');
  await page.getByRole('button', { name: 'Withdraw the registration' }).click();
  await page.getByText('On this day: Closed.').waitFor();
  await page.getByRole('list', { name: 'History' }).getByText(/Too small to stand alone/).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'What you can do' }).count(), 0, 'Nothing is left to do.');
  assert.equal(await page.getByRole('list', { name: 'What the rules say' }).count(), 0, 'Rules ask nothing more of it.');
  await checkAccessibility(page, 'a registration that was withdrawn');
  await page.getByRole('link', { name: 'Registration', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /Registration/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Submit to the commissioner' }).count(), 0);
  await closeWindow(page);
});
