// A network manager sees how fresh each practice is, uploads an extract with a wrong line in it, and
// finds that line with its reason.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, signIn,
} from './browser.mjs';

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-'));

before(openBrowser);
after(async () => {
  rmSync(folder, { recursive: true });
  await closeBrowser();
});

/** FHIR as bulk export gives it: one good person, one good entry, one line that is no resource. */
function extract() {
  const lines = [
    JSON.stringify({
      resourceType: 'Patient', id: 'journey-1', gender: 'female', birthDate: '1950-04-01',
      name: [{ family: 'Journey', given: ['Jo'] }],
    }),
    JSON.stringify({
      resourceType: 'Condition', id: 'journey-2', subject: { reference: 'Patient/journey-1' },
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' }] },
      onsetDateTime: '2019-03-02',
    }),
    'this line is not a resource',
  ];
  const path = join(folder, 'journey.ndjson');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

test('an upload shows its progress and its rejected lines with their reasons', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.getByRole('link', { name: 'Data feeds', exact: true }).click();
  const rows = page.getByRole('table', { name: 'Data feeds of the practices' }).locator('tbody').getByRole('row');
  await rows.first().waitFor();
  assert.ok((await rows.count()) > 1);
  assert.match(await rows.first().innerText(), /\d{1,2} [A-Z][a-z]+ \d{4}/, 'No date says how fresh it is.');
  await checkAccessibility(page, 'data feeds');

  await rows.first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Upload a file' }).waitFor();
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await page.getByLabel('Extract of this practice').setInputFiles(extract());
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByText('Loaded.', { exact: true }).waitFor({ timeout: 60_000 });
  assert.match(page.url(), /job=/, 'A reload would not find the job again.');
  await page.getByRole('cell', { name: 'this line is not a resource' }).waitFor();
  await checkAccessibility(page, 'a feed after an upload');
  await page.reload();
  await page.getByText('Loaded.', { exact: true }).waitFor();
  await closeWindow(page);
});

test('a practice that does not exist is said to be missing', async () => {
  const page = await openWindow();
  await signIn(page, 'Network manager');
  await page.goto(`${ADDRESS}/feeds/NOWHERE`);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await checkAccessibility(page, 'page not found');
  await closeWindow(page);
});
