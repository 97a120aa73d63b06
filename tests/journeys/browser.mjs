// A browser for the journeys: signs people in with both factors, checks pages with axe, and can do
// without a mouse. Everything is found by role and visible name, as people find it.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

export const ADDRESS = process.env.OPENPCN_ADDRESS;
const GUIDELINES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PRESSES_MAX = 400;

/** The login of a role, from the table that the demonstration prints when it is ready. */
function login(roleTitle) {
  const row = /^(.+?) {2,}(\S+) +(\S.*?) {2,}([A-Z2-7]{16,}) +\d{6}\s*$/;
  for (const line of readFileSync(process.env.OPENPCN_LOGINS, 'utf8').split('\n')) {
    const [, role, username, password, secret] = row.exec(line) ?? [];
    if (role?.trim() === roleTitle) return { username, password, secret };
  }
  throw new Error(`The demonstration printed no login for "${roleTitle}".`);
}

function fromBase32(text) {
  let bits = '';
  for (const letter of text.replace(/=+$/, '').toUpperCase()) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  }
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of an authenticator app (RFC 6238) at a moment. */
export function securityCode(secret, milliseconds = Date.now()) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const digest = createHmac('sha1', fromBase32(secret)).update(step).digest();
  const offset = digest[19] & 15;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

let browser;

export async function openBrowser() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--headless=new'],
  });
}

export async function closeBrowser() {
  await browser?.close();
}

/** A fresh window of its own, as of another person. Script errors on any page fail the journey. */
export async function openWindow() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) page.problems.push(message.text());
  });
  return page;
}

export async function closeWindow(page) {
  assert.deepEqual(page.problems, [], 'Scripts failed or broke the security policy.');
  await page.context().close();
}

/** What one journey keeps for the next: sessions by role, and the codes that were used. */
function kept(name) {
  return join(process.env.OPENPCN_KEPT, `${name}.json`);
}

/** A code works once, so a second sign-in of the same person waits for the next one. */
async function freshCode(account) {
  const used = kept(`code-${account.username}`);
  const last = existsSync(used) ? readFileSync(used, 'utf8') : '';
  let code = securityCode(account.secret);
  while (code === last) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    code = securityCode(account.secret);
  }
  writeFileSync(used, code);
  return code;
}

async function signInWithBothFactors(page, roleTitle) {
  const account = login(roleTitle);
  await page.goto(`${ADDRESS}/`);
  await page.getByLabel('User name').fill(account.username);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Code').fill(await freshCode(account));
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in once per role; later windows of the role go on with that session. */
export async function signIn(page, roleTitle) {
  const session = kept(`session-${roleTitle}`);
  if (existsSync(session)) {
    await page.context().addCookies(JSON.parse(readFileSync(session, 'utf8')));
    await page.goto(`${ADDRESS}/`);
  } else {
    await signInWithBothFactors(page, roleTitle);
  }
  await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor();
  writeFileSync(session, JSON.stringify(await page.context().cookies()));
}

export async function signInByKeyboard(page, roleTitle) {
  const account = login(roleTitle);
  await page.goto(`${ADDRESS}/`);
  await tabTo(page, page.getByLabel('User name'));
  await page.keyboard.type(account.username);
  await tabTo(page, page.getByRole('textbox', { name: 'Password' }));
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Code').waitFor();
  await tabTo(page, page.getByLabel('Code'));
  await page.keyboard.type(await freshCode(account));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor();
}

/** Presses Tab until the element has the focus, and checks that the focus can be seen there. */
export async function tabTo(page, locator) {
  const element = await locator.first().elementHandle();
  // An editor has a root of its own, which knows what has the focus in it.
  const hasFocus = () => element.evaluate((node) => node.getRootNode().activeElement === node);
  for (let presses = 0; !(await hasFocus()); presses += 1) {
    assert.ok(presses < PRESSES_MAX, `Tab does not lead to ${locator}.`);
    await page.keyboard.press('Tab');
  }
  const hidden = await element.evaluate((node) => {
    const box = node.getBoundingClientRect();
    const top = node.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 12));
    return !(top && (node.contains(top) || top.contains(node) || top.closest('label')));
  });
  assert.equal(hidden, false, `${locator} has the focus but lies under something else.`);
}

export async function press(page, locator, key = 'Enter') {
  await tabTo(page, locator);
  await page.keyboard.press(key);
}

/** Axe must find nothing on the page as it stands. OPENPCN_PICTURES names a folder for a picture of it. */
export async function checkAccessibility(page, state) {
  if (process.env.OPENPCN_PICTURES) {
    const name = `${String(Date.now())}-${state.replaceAll(/[^a-z0-9]+/gi, '-')}.png`;
    await page.screenshot({ path: join(process.env.OPENPCN_PICTURES, name), fullPage: true });
  }
  const { violations } = await new AxeBuilder({ page }).withTags(GUIDELINES).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
  assert.deepEqual(found, [], `axe on "${state}"`);
}

/** The number before a word among the counts of a list: "412 open" gives 412. */
export async function countOf(page, word) {
  const counts = page.getByRole('list', { name: 'People on this list' });
  const text = await counts.getByRole('listitem').filter({ hasText: word }).first().innerText();
  return Number(text.replace(/[^\d]/g, ''));
}

/** The rows of the list that is shown, without its headings. */
export function rowsOf(page) {
  return page.getByRole('table', { name: /, as at / }).locator('tbody').getByRole('row');
}

/** "SMITH, Jane (Mrs)" of a row. */
export async function nameIn(row) {
  return (await row.getByRole('rowheader').getByRole('link').innerText()).trim();
}

/** A network of the register is taken over by who is signed in, as another program would do it. Its id. */
export function takeOver(page, code) {
  return page.evaluate(async (wanted) => {
    const { csrf_token: token } = await (await fetch('/api/session')).json();
    const answer = await fetch('/api/networks/from-register', {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token }, body: JSON.stringify({ code: wanted }),
    });
    return (await answer.json()).id;
  }, code);
}
