// Five real practices that are in no network form one, from the national register to live: the list
// sizes are too small without a waiver, a sixth practice would be left out, one practice amends the
// agreement after the others signed, the commissioner returns the registration once and then
// approves it, and the register as at the day before shows the old state.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { nationalFiles, startServer } from './own_server.mjs';

const { folder, skip } = nationalFiles();
const COMMISSIONER = '01T'; // South Sefton: six practices in no network in July 2026
const NAME = 'Crosby and Litherland PCN';
const PRACTICES = [
  ['N84621', 'Great Crosby', 'Gwen Thornton'],
  ['N84019', 'North Park', 'Noor Ali'],
  ['N84035', 'Sefton Road', 'Sam Price'],
  ['N84605', 'Litherland', 'Lee Hughes'],
  ['N84626', 'Hightown', 'Holly Reed'],
];
const LEFT_OUT = /MAGHULL PRACTICE/;
const [[FIRST]] = PRACTICES;

/** Days in London, as the server counts them. */
const dayOf = (date) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(date);
const TODAY = dayOf(new Date());
const YESTERDAY = dayOf(new Date(Date.now() - 86_400_000));

const server = skip ? undefined : await startServer({
  name: NAME,
  files: [
    'ods/gp-reg-pat-prac-map-2026-07.csv.gz', 'practice-stats/gp-reg-pat-prac-quin-age-2026-07.csv.gz',
    'ods/epraccur-2026-02.csv.gz', 'geo/practice-coordinates-nhsuk-2019.csv.gz',
    'geo/lookup-lsoa21-sicbl24-icb24.csv.gz', 'geo/lsoa21-ultra-generalised.geojson.gz',
  ].map((file) => join(folder, file)),
  accounts: [
    ...PRACTICES.map(([organisation, title, name]) => ({
      title, username: organisation.toLowerCase(), role: 'practice_manager', organisation, kind: 'practice', name,
    })),
    { title: 'Outsider', username: 'y00446', role: 'practice_manager', organisation: 'Y00446', kind: 'practice', name: 'Olu Out' },
    { title: 'Commissioner', username: 'cam', role: 'commissioner', organisation: COMMISSIONER, kind: 'commissioner', name: 'Cam Reid' },
  ],
});
const browser = skip ? {} : await import('./browser.mjs');
const { ADDRESS, checkAccessibility, closeWindow, openWindow, signIn } = browser;
if (!skip) await browser.openBrowser();
after(async () => {
  await browser.closeBrowser?.();
  await server?.stop();
});

let network; // address of its pages

async function as(title, act) {
  const page = await openWindow();
  await signIn(page, title);
  await act(page);
  await closeWindow(page);
}

async function task(page, name, fill) {
  await page.goto(`${network}/registration`);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await fill(page);
  await page.getByRole('button', { name: 'Save and go back' }).click();
  await page.getByRole('heading', { level: 1, name: 'Registration' }).waitFor();
}

/** Sends a request of the page's own session: for what a form would only repeat. */
function send(page, method, path, body) {
  return page.evaluate(async ([how, where, what]) => {
    const { csrf_token: token } = await (await fetch('/api/session')).json();
    const said = await fetch(where, {
      method: how, headers: { 'X-CSRF-Token': token, ...(what && { 'Content-Type': 'application/json' }) },
      ...(what && { body: JSON.stringify(what) }),
    });
    if (!said.ok) throw new Error(`${how} ${where}: ${said.status} ${await said.text()}`);
    return said.json();
  }, [method, path, body]);
}

/** An answer for every field that a complete agreement needs. */
function wholeAgreement(form) {
  const one = ({ kind, choices }) => {
    if (kind === 'choice') return choices[0].id;
    if (kind === 'practice') return FIRST;
    if (kind === 'number') return '2';
    return kind === 'date' ? TODAY : 'Agreed by all practices';
  };
  const answer = (field) => {
    if (field.kind === 'practices') return [FIRST];
    return field.kind === 'table' ? [Object.fromEntries(field.columns.map((column) => [column.id, one(column)]))] : one(field);
  };
  const fields = [...form.clauses.flatMap(({ own_text: text }) => (text ? [text] : [])), ...form.schedules.flatMap(({ fields: all }) => all)];
  return Object.fromEntries(fields.filter(({ needed }) => needed !== 'never').map((field) => [field.id, answer(field)]));
}

async function sign(page) {
  await page.goto(`${network}/agreement`);
  await page.getByRole('link', { name: /^Read and sign for/ }).click();
  await page.getByLabel('The practice is a').selectOption('partnership');
  await page.getByRole('radio', { name: 'One partner for all' }).check();
  await page.getByRole('checkbox', { name: /I have read the text above/ }).check();
  await page.getByRole('button', { name: /^Sign version/ }).click();
  await page.getByText('Your signature is recorded.').waitFor();
}

async function step(page, title, fill, button = title) {
  await page.goto(`${network}/review`);
  const form = page.locator('details').filter({ has: page.locator('summary').getByText(title, { exact: true }) });
  await form.locator('summary').click();
  await fill?.(form);
  await form.getByRole('button', { name: button, exact: true }).click();
}

test('a practice begins, and the rules name who would be left out', { skip }, async () => {
  await as('Great Crosby', async (page) => {
    await page.getByRole('link', { name: 'Networks', exact: true }).click();
    await page.getByRole('link', { name: 'Form a network' }).click();
    await page.getByLabel('Name of the network').fill(NAME);
    await page.getByLabel('Lead commissioner').selectOption(COMMISSIONER);
    await page.getByLabel('First day').fill(TODAY);
    await checkAccessibility(page, 'beginning a network');
    await page.getByRole('button', { name: 'Begin the registration' }).click();
    await page.getByRole('heading', { level: 1, name: 'Registration' }).waitFor();
    network = page.url().replace(/\/registration.*$/, '');
    await task(page, 'Member practices', async () => {
      for (const [code] of PRACTICES.slice(1)) {
        await page.getByLabel('Add a practice').fill(code);
        await page.getByRole('button', { name: new RegExp(`^Add .*\\(${code}\\)$`) }).click();
      }
      await checkAccessibility(page, 'choosing the member practices');
    });
    const said = page.getByRole('list', { name: 'What the rules say' });
    await said.getByText(LEFT_OUT).first().waitFor();
    await checkAccessibility(page, 'what the rules say of a registration');
    await task(page, 'List sizes', () => page.getByRole('button', { name: 'Take the lists from the register' }).click());
    await said.getByText(/below 30,000/).first().waitFor();
    await task(page, 'Size, waiver and neighbourhood teams', () =>
      page.getByLabel('Reason for a waiver of the size').fill('One coast with its villages; the sixth practice joins in April.'));
  });
});

test('they choose the area, name directors and payee, and accept the area', { skip }, async () => {
  await as('Great Crosby', async (page) => {
    await task(page, 'Network area', async () => {
      await page.getByRole('button', { name: 'Choose all that lie nearest to the member practices' }).click();
      await page.getByRole('button', { name: 'Undo the last change' }).waitFor();
      await checkAccessibility(page, 'choosing the area');
    });
    await task(page, 'Network area', async () => {
      for (const why of await page.getByLabel(/^Why it should be allowed/).all()) {
        await why.fill('The other networks of the commissioner answer for the rest.');
      }
    });
    await task(page, 'Acceptance of the area', async () => {
      await page.getByRole('button', { name: 'Add community providers' }).click();
      await page.getByLabel('Who accepts it').last().fill('Mersey Care community nursing');
      await page.getByLabel('Day', { exact: true }).last().fill(YESTERDAY);
      await page.getByLabel('How one knows').last().fill('Letter of its director');
      await page.getByRole('button', { name: 'Add local people' }).click();
      await page.getByLabel('Who accepts it').last().fill('Patient participation groups');
      await page.getByLabel('Day', { exact: true }).last().fill(YESTERDAY);
      await page.getByLabel('How one knows').last().fill('Minutes of a joint meeting');
    });
    await page.goto(`${network}/people`);
    await page.getByText('Name a clinical director').click();
    for (const [person, share] of [['Dr Ruth Bell', '60'], ['Sister Joy Eze', '40']]) {
      await page.locator('#director-person').fill(person);
      await page.locator('#director-profession').selectOption({ label: person.startsWith('Dr') ? 'General practitioner' : 'Nurse' });
      await page.locator('#director-share_percent').fill(share);
      await page.locator('#director-method').selectOption('election');
      await page.getByRole('button', { name: 'Name this director' }).click();
      await page.getByRole('rowheader', { name: person }).waitFor();
    }
    await page.getByText('Propose a payee').click();
    await page.locator('#payee-form-kind').selectOption('practice');
    await page.locator('#payee-form-code').fill(FIRST);
    await page.locator('#payee-form-name').fill('Great Crosby and Thornton');
    await page.locator('#payee-form-account_holder').fill('Great Crosby and Thornton');
    await page.locator('#payee-form-sort_code').fill('12-34-56');
    await page.locator('#payee-form-account_number').fill('12345678');
    await page.locator('#payee-form-reason').fill('First payee, agreed by all practices');
    await page.getByRole('button', { name: 'Propose this payee' }).click();
    await page.getByText('A second person of the network must confirm it.').waitFor();
    await checkAccessibility(page, 'people and payee');
    // Proposed is not confirmed: the registration reads what two people settled.
    await page.goto(`${network}/registration/people`);
    await page.getByText('Dr Ruth Bell, 60 %; Sister Joy Eze, 40 %').waitFor();
    await page.getByText('0 confirmed payees.').waitFor();
    await checkAccessibility(page, 'directors and payee of a registration');
  });
  await as('North Park', async (page) => {
    await page.goto(`${network}/people`);
    await page.getByLabel('How you compared the account').fill('With the bank’s letter');
    await page.getByRole('button', { name: 'Confirm this payee' }).click();
    await page.getByText(/receives the network’s money/).waitFor();
    await page.goto(`${network}/registration/people`);
    await page.getByText('1 confirmed: Great Crosby and Thornton.').waitFor();
  });
  for (const [, title] of PRACTICES) {
    await as(title, async (page) => {
      await page.goto(`${network}/registration`);
      await page.getByRole('button', { name: 'Accept the area' }).click();
      await page.getByText('Your answer is kept.').waitFor();
    });
  }
});

test('all sign; one practice amends, so that the signatures do not count; all sign again', { skip }, async () => {
  await as('Great Crosby', async (page) => {
    await page.goto(`${network}/agreement`);
    await page.getByRole('link', { name: 'Schedule 1: Network Specifics' }).click();
    await page.getByLabel('Network area').fill('The coast from Litherland to Hightown');
    await page.getByLabel('Nominated payee').fill('Great Crosby and Thornton');
    await page.getByLabel('The payee is').selectOption('practice');
    await page.getByLabel('Clinical director', { exact: true }).fill('Dr Ruth Bell and Sister Joy Eze');
    await page.getByRole('button', { name: 'Save as version 1' }).click();
    await page.getByText('Saved as version 1.').waitFor();
  });
  for (const [, title] of PRACTICES.slice(0, 4)) await as(title, sign);
  await as('Hightown', async (page) => {
    await page.goto(`${network}/agreement/parts/1`);
    await page.getByRole('heading', { name: '4 practices have signed' }).waitFor();
    await page.getByLabel('Quorum').fill('Three practices');
    await page.getByRole('checkbox', { name: /they must sign again/ }).check();
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    const gone = page.getByRole('cell', { name: 'Signed version 1: does not count any more' });
    await gone.first().waitFor();
    assert.equal(await gone.count(), 4);
    await checkAccessibility(page, 'signatures that do not count any more');
  });
  await as('Great Crosby', async (page) => {
    await page.goto(`${network}/registration`);
    await page.getByText(/signed version 1, which was changed since/).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Submit to the commissioner' }).count(), 0);
  });
  for (const [, title] of PRACTICES) await as(title, sign);
});

test('they submit, the commissioner returns it once, and they submit again', { skip }, async () => {
  const submit = (page) => page.getByRole('button', { name: 'Submit to the commissioner' }).click();
  await as('Great Crosby', async (page) => {
    await page.goto(`${network}/registration`);
    await submit(page);
    await page.getByText('Submitted', { exact: true }).first().waitFor();
  });
  await as('Commissioner', async (page) => {
    await page.getByRole('link', { name: 'Approvals' }).click();
    await page.getByRole('row', { name: new RegExp(NAME) }).first().waitFor();
    await checkAccessibility(page, 'the in-tray of the commissioner');
    await step(page, 'Return to the practices', (form) =>
      form.getByLabel('Reasons').fill('Say in the waiver when the sixth practice joins.'), 'Return it');
    await page.getByText('Returned', { exact: true }).first().waitFor();
  });
  await as('Great Crosby', async (page) => {
    await page.goto(`${network}/registration`);
    await page.getByText('Say in the waiver when the sixth practice joins.').waitFor();
    await checkAccessibility(page, 'a registration that was returned');
    await task(page, 'Size, waiver and neighbourhood teams', () =>
      page.getByLabel('Reason for a waiver of the size').fill('One coast with its villages; Maghull joins on 1 April 2027.'));
    await submit(page);
    await page.getByText('Submitted', { exact: true }).first().waitFor();
  });
});

test('the commissioner approves, the agreement is completed, and the network goes live', { skip }, async () => {
  await as('Commissioner', async (page) => {
    await step(page, 'Start the review');
    await step(page, 'Recommendation', async (form) => {
      await form.getByLabel('Panel or sub-group').fill('Review panel');
      await form.getByLabel('Who sat on it').fill('Primary care team, local medical committee');
      await form.getByLabel('Recommendation in words').fill('Approve with the waiver.');
    }, 'Record the recommendation');
    await page.getByText(/Review panel recommended/).waitFor();
    await step(page, 'Waiver of the size', (form) =>
      form.getByLabel('Reason of the waiver decision').fill('A natural community; 30,000 once Maghull joins.'), 'Record the decision on the waiver');
    await page.getByText(/Waiver of the size granted/).waitFor();
    await step(page, 'Agree in principle', async (form) => {
      await form.getByLabel('Committee', { exact: true }).fill('Primary care commissioning committee');
      await form.getByLabel('Day of the meeting').fill(TODAY);
      await form.getByLabel('Reference of the minute').fill('PCCC 11.4');
      await form.getByLabel('On behalf of and with').fill('Cheshire and Merseyside ICB');
      for (const why of await form.getByLabel(/^Why this is accepted/).all()) await why.fill('Settled with the neighbours.');
    });
    await page.getByText(/agreed in principle on/).first().waitFor();
    await checkAccessibility(page, 'the review of a registration');
    await step(page, 'Vary the practices’ contracts', undefined, 'Record the contract variations');
    await page.getByText('Contracts varied', { exact: true }).first().waitFor();
    await step(page, 'ODS code', (form) => form.getByLabel('ODS code of the network').fill('U98765'), 'Record the ODS code');
  });
  await as('Great Crosby', async (page) => {
    // The other schedules: what each form would send, in one request.
    const at = new URL(network).pathname.split('/').pop();
    const { version, form, agreement } = await send(page, 'GET', `/api/networks/${at}/agreement`);
    await send(page, 'PUT', `/api/networks/${at}/agreement`, {
      based_on: version, form: form.id, more_schedules: [], voids_signatures: true,
      values: { ...wholeAgreement(form), ...agreement.values },
    });
  });
  for (const [, title] of PRACTICES) await as(title, sign);
  await as('Great Crosby', async (page) => {
    await page.goto(`${network}/agreement`);
    await page.getByRole('button', { name: 'Confirm to the commissioner' }).click();
    await page.getByText(/^The agreement is complete/).waitFor();
  });
  await as('Commissioner', async (page) => {
    await step(page, 'Confirm the agreement', undefined, 'Confirm that the agreement is complete');
    await page.getByText('Agreement complete', { exact: true }).first().waitFor();
    await step(page, 'Make the network live');
    await page.getByText('Live', { exact: true }).first().waitFor();
    await checkAccessibility(page, 'a network that went live');
  });
});

test('the register shows the network today and the old state on the day before', { skip }, async () => {
  await as('Outsider', async (page) => {
    await page.goto(`${ADDRESS}/register/networks/U98765`);
    await page.getByRole('table', { name: '5 member practices on this day' }).waitFor();
    await checkAccessibility(page, 'the new network in the register');
    await page.goto(`${ADDRESS}/register/practices/${FIRST}?as_at=${YESTERDAY}`);
    await page.getByText(/in no network/i).first().waitFor();
    await page.goto(`${ADDRESS}/register/networks/U98765?as_at=${YESTERDAY}`);
    await page.getByText('The register has no such network.').waitFor();
    assert.equal((await page.goto(`${network}`)).status(), 200);
    await page.getByText(/There is no such network/).waitFor();
  });
});
