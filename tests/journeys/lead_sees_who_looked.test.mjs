// A pharmacist reads a record; the information governance lead sees who did, follows that patient,
// takes the entries as a file, and finds the taking among them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, signIn,
} from './browser.mjs';

before(openBrowser);
after(closeBrowser);

test('the lead finds who read a record, by keyboard', async () => {
  const pharmacist = await openWindow();
  await signIn(pharmacist, 'Clinical pharmacist');
  await pharmacist.goto(`${ADDRESS}/worklists/structured-medication-review`);
  await pharmacist.getByRole('list', { name: 'People on this list' }).waitFor();
  const patient = await pharmacist.evaluate(async () => {
    const { items } = await (await fetch('/api/worklists/structured-medication-review/items')).json();
    await fetch(`/api/patients/${items[0].patient.id}`);
    return items[0].patient;
  });

  const lead = await openWindow();
  await signIn(lead, 'Information governance lead');
  await lead.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Who looked' }).press('Enter');
  const read = lead.getByRole('row', { name: /clinical\.pharmacist.*Read a record/ }).first();
  await read.waitFor();
  await checkAccessibility(lead, 'who looked');
  const shown = await lead.locator('main').textContent();
  assert.ok(!shown.includes(patient.family_name), 'no patient is named');

  await read.getByRole('link', { name: /Who else looked at this patient/ }).press('Enter');
  await lead.getByText(/about one patient/).waitFor();
  assert.equal(new URL(lead.url()).searchParams.get('patient'), patient.id);
  await lead.getByRole('row', { name: /Read a worklist/ }).first().waitFor();
  await checkAccessibility(lead, 'who looked at one patient');

  const file = await lead.evaluate(async (address) => {
    const answer = await fetch(address);
    return { status: answer.status, text: await answer.text() };
  }, await lead.getByRole('link', { name: 'CSV' }).getAttribute('href'));
  assert.equal(file.status, 200);
  assert.match(file.text, /Read a record/);
  await lead.getByRole('link', { name: 'Show everybody' }).press('Enter');
  await lead.getByRole('row', { name: /Took this log as a file/ }).first().waitFor();

  await lead.getByLabel('From', { exact: true }).fill('2020-01-01');
  await lead.getByRole('button', { name: 'Show these entries' }).press('Enter');
  await lead.getByRole('link', { name: 'Choose at most 92 days' }).waitFor();
  await checkAccessibility(lead, 'days that were refused');
  await closeWindow(pharmacist);
  await closeWindow(lead);
});
