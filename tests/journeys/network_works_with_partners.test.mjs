// A network enters a partner and an integration agreement with it, without a mouse; its commissioner
// finds which networks no mental health team serves and closes the gap with a team that serves both;
// two people change the same entry and neither loses what they typed.
import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startServer } from './own_server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'openpcn-journey-'));
const register = join(folder, 'epcn-2025-01.csv');
writeFileSync(register, `${[
  'PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode',
  'U89141,STOCKTON PCN,16C,NHS NE - 16C,20191001,,TS18 2AT',
  'U89142,HARTLEPOOL PCN,16C,NHS NE - 16C,20191001,,TS24 2AT',
].join('\n')}\n`);
const mapping = join(folder, 'mapping.csv');
writeFileSync(mapping, `${[
  'EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,'
    + 'SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,SUPPLIER_NAME',
  '01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NHS NE,Y63,TPP',
  '01Jan2026,A81002,QUEENS PARK,TS24 1HU,U89142,HARTLEPOOL PCN,16C,NHS NE,QHM,NHS NE,Y63,EMIS',
].join('\n')}\n`);

const server = await startServer({
  name: 'Stockton PCN',
  files: [register, mapping],
  accounts: [
    { title: 'Network manager', username: 'nell', role: 'network_manager', organisation: 'U89141', kind: 'network', name: 'Nell Young' },
    { title: 'Clinical director', username: 'dee', role: 'clinical_director', organisation: 'U89141', kind: 'network', name: 'Dee Shah' },
    { title: 'Commissioner', username: 'cam', role: 'commissioner', organisation: '16C', kind: 'commissioner', name: 'Cam Reid' },
  ],
});
const {
  ADDRESS, checkAccessibility, closeBrowser, closeWindow, openBrowser, openWindow, press, signIn, tabTo,
} = await import('./browser.mjs');

let network;

async function as(title, act) {
  const page = await openWindow();
  await signIn(page, title);
  await act(page);
  await closeWindow(page);
}

async function type(page, label, words) {
  await tabTo(page, page.getByLabel(label).last());
  await page.keyboard.type(words);
}

before(async () => {
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('the manager enters a partner without a mouse', async () => {
  await as('Network manager', async (page) => {
    const id = await page.evaluate(async () => {
      const { csrf_token: token } = await (await fetch('/api/session')).json();
      const made = await fetch('/api/networks/from-register', {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token }, body: JSON.stringify({ code: 'U89141' }),
      });
      return (await made.json()).id;
    });
    network = `${ADDRESS}/my-networks/${id}`;
    await page.goto(`${network}/partners`);
    await press(page, page.getByRole('link', { name: 'Add a partner' }));
    await page.getByRole('heading', { level: 1, name: /Add a partner/ }).waitFor();
    await press(page, page.getByRole('button', { name: 'Add this partner' }));
    await page.getByRole('link', { name: 'Enter: organisation' }).waitFor();
    await checkAccessibility(page, 'a partner with fields missing');
    await press(page, page.getByRole('link', { name: 'Enter: organisation' }));
    await page.keyboard.type('Tees Integrated Care');
    await tabTo(page, page.getByLabel('Kind of organisation'));
    await page.keyboard.type('Integrated');
    await press(page, page.getByRole('button', { name: /Add a service/ }));
    await page.keyboard.type('Falls clinic');
    await type(page, 'How to refer (optional)', 'Ring the front door');
    await press(page, page.getByRole('button', { name: /Add a contact/ }));
    await page.keyboard.type('Director');
    await type(page, 'Email (optional)', 'director@tees.example');
    await checkAccessibility(page, 'a partner entered');
    await press(page, page.getByRole('button', { name: 'Add this partner' }));
    await page.getByRole('heading', { name: 'Tees Integrated Care' }).waitFor();
    await page.getByText('Director: director@tees.example').waitFor();
  });
});

test('and the integration agreement with it', async () => {
  await as('Network manager', async (page) => {
    await page.goto(`${network}/partners`);
    await page.getByRole('link', { name: 'Add an agreement' }).click();
    await page.getByLabel('Title').fill('One front door for frailty');
    await page.getByLabel('Kind of agreement').selectOption('icp_integration');
    await page.getByRole('checkbox', { name: 'Tees Integrated Care' }).check();
    await page.getByLabel('Who is bound by it').fill('Stockton PCN\nTees Integrated Care');
    await page.getByLabel('What it covers').fill('Falls and frailty');
    await page.getByLabel('First day').fill('2026-01-01');
    await page.getByLabel('To be reviewed on').fill('2026-02-01');
    await checkAccessibility(page, 'an integration agreement entered');
    await page.getByRole('button', { name: 'Add this agreement' }).click();
    await page.getByRole('row', { name: /^One front door for frailty Integration agreement with an integrated care provider Tees Integrated Care Falls and frailty No data flows under it 1 January 2026 Due Review is \d+ days late\. Change/ }).waitFor();
    await checkAccessibility(page, 'partners and agreements of a network');
  });
});

test('two people change the same partner, and neither loses what they typed', async () => {
  const manager = await openWindow();
  await signIn(manager, 'Network manager');
  await manager.goto(`${network}/partners`);
  await manager.getByRole('link', { name: 'Change Tees Integrated Care' }).click();
  await manager.getByLabel('Telephone number (optional)').fill('01642 000333');
  await as('Clinical director', async (page) => {
    await page.goto(`${network}/partners`);
    await page.getByRole('link', { name: 'Change Tees Integrated Care' }).click();
    await page.getByLabel('What it is (optional)').fill('Community and hospital care together');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Community and hospital care together').waitFor();
  });
  await manager.getByRole('button', { name: 'Save' }).click();
  await manager.getByText(/Dee Shah saved version 2/).waitFor();
  await manager.getByRole('row', { name: 'What it is Community and hospital care together Nothing' }).waitFor();
  assert.equal(await manager.getByLabel('Telephone number (optional)').inputValue(), '01642 000333');
  await checkAccessibility(manager, 'somebody saved before');
  await manager.getByLabel('What it is (optional)').fill('Community and hospital care together');
  await manager.getByRole('button', { name: 'Save' }).click();
  await manager.getByText('01642 000333').waitFor();
  await manager.getByText('Community and hospital care together').waitFor();
  await closeWindow(manager);
});

test('the commissioner finds a gap in the coverage by teams and closes it', async () => {
  await as('Commissioner', async (page) => {
    await page.getByRole('link', { name: 'Across networks', exact: true }).click();
    await page.getByRole('link', { name: 'Team coverage' }).click();
    await page.getByText('Mental health team: none serves STOCKTON PCN and HARTLEPOOL PCN.').waitFor();
    await checkAccessibility(page, 'a gap in team coverage');
    await page.getByRole('link', { name: 'Shared teams' }).click();
    await page.getByRole('link', { name: 'Add a team' }).click();
    await page.getByLabel('Name of the team').fill('Tees crisis team');
    await page.getByLabel('Kind of team').selectOption('mental_health');
    await page.getByLabel('Who runs it').fill('Tees, Esk and Wear Valleys trust');
    await page.getByRole('checkbox', { name: 'STOCKTON PCN' }).check();
    await page.getByLabel('First day').fill('2026-01-01');
    await page.getByRole('button', { name: /Add a post/ }).click();
    await page.getByLabel('Role').selectOption('mental_health_practitioner');
    await page.getByLabel('Employer').fill('The trust');
    await page.getByLabel('Whole-time equivalent').fill('0.8');
    await page.getByLabel('First day').first().fill('2026-01-01');
    await checkAccessibility(page, 'a team entered');
    await page.getByRole('button', { name: 'Add this team' }).click();
    await page.getByRole('row', { name: /^Tees crisis team Mental health team/ }).waitFor();
    await checkAccessibility(page, 'shared teams');
    await page.getByRole('link', { name: 'Team coverage' }).click();
    await page.getByText('Mental health team: none serves HARTLEPOOL PCN.').waitFor();
    const row = page.getByRole('row', { name: /^STOCKTON PCN \(U89141\) No team Served Tees crisis team/ });
    await row.waitFor();
    await page.getByRole('link', { name: 'Shared teams' }).click();
    await page.getByRole('link', { name: 'Change Tees crisis team' }).click();
    await page.getByRole('checkbox', { name: 'HARTLEPOOL PCN' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /^Tees crisis team Mental health team .* 2 networks/ }).waitFor();
    await page.getByRole('link', { name: 'Team coverage' }).click();
    await page.getByText('Mental health team: 2 of 2 networks are served whole, 0 in part, 0 not at all.').waitFor();
    assert.equal(await page.getByText(/^Mental health team: none serves/).count(), 0);
    await page.goto(`${ADDRESS}/systems/coverage?as_at=2025-12-31`);
    await page.getByText('Mental health team: none serves STOCKTON PCN and HARTLEPOOL PCN.').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    assert.equal(file.suggestedFilename(), 'team-coverage-2025-12-31.csv');
  });
});

test('the network sees the shared team, and records what it chose of a supplier', async () => {
  await as('Network manager', async (page) => {
    await page.goto(`${network}/teams`);
    await page.getByRole('row', { name: /^Tees crisis team From the commissioner Mental health team/ }).waitFor();
    await page.getByText('No community health team serves this network.').waitFor();
    await checkAccessibility(page, 'teams of a network with coverage');
    await page.getByRole('link', { name: 'Digital suppliers', exact: true }).click();
    await page.getByRole('link', { name: 'Add a supplier' }).click();
    await page.getByLabel('Supplier').fill('Consult');
    await page.getByRole('button', { name: /Add a product/ }).click();
    await page.getByLabel('Product', { exact: true }).fill('Ask');
    await page.getByLabel('What for').selectOption('online_consultation');
    await page.getByLabel('Offered from').fill('2026-01-01');
    await checkAccessibility(page, 'a supplier entered');
    await page.getByRole('button', { name: 'Add this supplier' }).click();
    await page.getByRole('link', { name: 'Record a choice' }).click();
    await page.getByLabel('Product').selectOption({ label: 'Ask (Consult)' });
    await page.getByLabel('Who chose it').selectOption({ label: 'THE DENSHAM SURGERY' });
    await page.getByLabel('First day').fill('2025-12-31');
    await page.getByRole('button', { name: 'Record this choice' }).click();
    await page.getByRole('link', { name: 'First day must be a day on which the product is offered.' }).click();
    await page.getByLabel('First day').fill('2026-02-01');
    await checkAccessibility(page, 'a choice entered');
    await page.getByRole('button', { name: 'Record this choice' }).click();
    await page.getByRole('row', { name: /^Ask \(Consult\) THE DENSHAM SURGERY 1 February 2026/ }).waitFor();
    await page.getByRole('link', { name: 'Say whether THE DENSHAM SURGERY registers people outside its area' }).click();
    await page.getByLabel(/Does it register/).selectOption('yes');
    await page.getByLabel('Its policy (optional)').fill('Without home visits');
    await page.getByLabel('First day').fill('2026-01-01');
    await page.getByLabel('To be reviewed on (optional)').fill('2026-06-01');
    await checkAccessibility(page, 'registration outside the area');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Yes\. Without home visits Due Review is \d+ days late/ }).waitFor();
    await checkAccessibility(page, 'suppliers of a network');
  });
});

test('a group of networks works on a plan together, and sees what is late', async () => {
  await as('Commissioner', async (page) => {
    await page.getByRole('link', { name: 'Across networks', exact: true }).click();
    await page.getByText('Your organisation has part in no group of networks on this day.').waitFor();
    await page.getByRole('link', { name: 'Form a group' }).click();
    await page.getByLabel('Name of the group').fill('Tees Valley');
    await page.getByLabel('Kind of group').selectOption('place');
    await page.getByLabel('How its networks are represented in the system (optional)').fill('One seat on the board of the system');
    for (const name of ['STOCKTON PCN', 'HARTLEPOOL PCN']) {
      await page.getByRole('button', { name: /Add a network/ }).click();
      await page.getByLabel('Network', { exact: true }).last().selectOption({ label: name });
      await page.locator('[id$="-from"]').last().fill('2026-01-01');
    }
    await page.getByRole('button', { name: /Add a document/ }).click();
    await page.getByLabel('Document', { exact: true }).fill('Terms of reference');
    await page.getByLabel('Where it is kept').fill('Shared drive, folder 7');
    await page.locator('#from').fill('2026-01-01');
    await checkAccessibility(page, 'a group formed');
    await page.getByRole('button', { name: 'Form this group' }).click();
    await page.getByRole('row', { name: 'Tees Valley Place 2 1 January 2026' }).waitFor();
    await checkAccessibility(page, 'groups of networks');
  });
  await as('Network manager', async (page) => {
    await press(page, page.getByRole('link', { name: 'Across networks', exact: true }));
    await press(page, page.getByRole('link', { name: 'Tees Valley' }));
    await press(page, page.getByRole('link', { name: 'Add a plan' }));
    await type(page, 'Title', 'Winter together');
    await press(page, page.getByRole('button', { name: /Add an action/ }));
    await page.keyboard.type('Open a hub');
    await type(page, 'Owner', 'Stockton PCN');
    await page.getByLabel('Due').fill('2026-02-01');
    await page.getByLabel('First day').fill('2026-01-01');
    await checkAccessibility(page, 'a shared plan entered');
    await press(page, page.getByRole('button', { name: 'Add this plan' }));
    await page.getByText('1 action is late on this day.').waitFor();
    await page.getByRole('row', { name: /^Open a hub Stockton PCN 1 February 2026 Late/ }).waitFor();
    await checkAccessibility(page, 'a plan with a late action');
    await press(page, page.getByRole('button', { name: 'Done today : Open a hub' }));
    await page.getByRole('row', { name: /^Open a hub Stockton PCN 1 February 2026 Done/ }).waitFor();
    assert.equal(await page.getByText('1 action is late on this day.').count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Change the group' }).count(), 0);
  });
  await as('Commissioner', async (page) => {
    await page.goto(`${ADDRESS}/systems`);
    await page.getByRole('link', { name: 'Tees Valley' }).click();
    await page.getByRole('row', { name: /^Open a hub Stockton PCN 1 February 2026 Done/ }).waitFor();
    await checkAccessibility(page, 'a plan with its action done');
  });
});

test('a partner that the commissioner enters once is found by its networks', async () => {
  await as('Commissioner', async (page) => {
    await page.goto(`${ADDRESS}/systems/partners`);
    await page.getByRole('link', { name: 'Add a partner' }).click();
    await page.getByLabel('Organisation', { exact: true }).fill('Stockton Council');
    await page.getByLabel('Kind of organisation').selectOption('council');
    await page.getByRole('button', { name: 'Add this partner' }).click();
    await page.getByRole('heading', { name: 'Stockton Council' }).waitFor();
    await checkAccessibility(page, 'shared partners');
  });
  await as('Network manager', async (page) => {
    await page.goto(`${network}/partners`);
    await page.getByRole('heading', { name: 'Stockton Council' }).waitFor();
    await page.getByText('From the commissioner').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Change Stockton Council' }).count(), 0);
    await page.getByRole('link', { name: 'Add an agreement' }).click();
    await page.getByRole('checkbox', { name: 'Stockton Council (from the commissioner)' }).waitFor();
  });
});
