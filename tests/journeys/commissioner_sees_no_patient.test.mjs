// A commissioner sees counts and reaches no patient by any route: page, address, list or export.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, signIn,
} from './browser.mjs';

before(openBrowser);
after(closeBrowser);

const LIST = 'structured-medication-review';

/** An address of a real patient, seen by somebody who may. */
async function addressOfAPatient() {
  const page = await openWindow();
  await signIn(page, 'Clinical pharmacist');
  const found = await page.evaluate(async (list) => {
    const answer = await fetch(`/api/worklists/${list}/items`);
    return (await answer.json()).items[0].patient.id;
  }, LIST);
  await closeWindow(page);
  return found;
}

test('no page, address or export leads a commissioner to a patient', async () => {
  const patient = await addressOfAPatient();
  const page = await openWindow();
  await signIn(page, 'Commissioner');
  await checkAccessibility(page, 'my work of a commissioner');
  const navigation = page.getByRole('navigation', { name: 'Main' });
  for (const place of ['Worklists', 'Find a patient']) {
    assert.equal(await navigation.getByRole('link', { name: place, exact: true }).count(), 0, place);
  }

  for (const path of [`/worklists/${LIST}`, '/patients', `/patients/${patient}`, `/patients/${patient}/why`]) {
    await page.goto(ADDRESS + path);
    await page.getByRole('heading', { name: 'You cannot open this page', level: 1 }).waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /999\s?\d{3}\s?\d{4}/, path);
  }
  await checkAccessibility(page, 'a page that the role does not include');

  const requests = [
    ['GET', `/api/worklists/${LIST}/items`],
    ['GET', `/api/worklists/${LIST}/items/${patient}`],
    ['GET', `/api/worklists/${LIST}/export?format=csv`],
    ['GET', `/api/worklists/${LIST}/export?format=xlsx`],
    ['POST', `/api/worklists/${LIST}/items/${patient}/claim`],
    ['POST', '/api/patients/search', { family_name: 'Smith' }],
    ['GET', `/api/patients/${patient}`],
    ['GET', `/api/patients/${patient}/explanation?definition=Registers.Hypertension`],
  ];
  for (const [method, path, body] of requests) {
    const { status, text } = await page.evaluate(
      async ([how, where, what]) => {
        const session = await (await fetch('/api/session')).json();
        const answer = await fetch(where, {
          method: how,
          headers: { 'X-CSRF-Token': session.csrf_token, 'Content-Type': 'application/json' },
          ...(what ? { body: JSON.stringify(what) } : {}),
        });
        return { status: answer.status, text: await answer.text() };
      },
      [method, path, body],
    );
    assert.ok(status === 403 || status === 404, `${method} ${path} answered ${status}`);
    assert.doesNotMatch(text, /999\d{7}|family_name/, `${method} ${path}`);
  }

  await page.goto(`${ADDRESS}/population`);
  await page.getByRole('img', { name: /Age and sex/ }).waitFor();
  await closeWindow(page);
});
