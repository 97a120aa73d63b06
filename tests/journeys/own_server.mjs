// A server of its own for a journey that must not share the demonstration: a new data directory with
// the files and accounts that the journey names. Import this before browser.mjs, which reads the
// address and the logins from the environment.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(process.env.OPENPCN_PROGRAM ?? 'build/release/openpcn');

function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** The national files, or why they are missing. Under CI they must be there. */
export function nationalFiles() {
  const folder = resolve(process.env.OPENPCN_TESTDATA ?? '../shared/testdata');
  const there = existsSync(join(folder, 'ods'));
  if (!there && process.env.CI === 'true') throw new Error(`The national files are not at ${folder}.`);
  return { folder, skip: there ? false : `The national files are not at ${folder}.` };
}

/**
 * Starts it. `accounts`: [{ title, username, role, organisation, kind, name }]; the title is what
 * signIn() of browser.mjs takes.
 */
export async function startServer({ name, files = [], accounts }) {
  const kept = mkdtempSync(join(tmpdir(), 'openpcn-journey-'));
  const data = join(kept, 'network');
  const run = (...words) => execFileSync(PROGRAM, words, { encoding: 'utf8', stdio: 'pipe' });
  const load = (...paths) => run('import', 'ods', '--data', data, ...paths);
  run('init', '--data', data, '--name', name);
  if (files.length > 0) load(...files);
  const logins = accounts.map(({ title, username, role, organisation, kind, name: shown }) => {
    const said = run('user', 'add', '--data', data, '--username', username, '--role', role,
      '--organisation', organisation, '--organisation-kind', kind, '--name', shown);
    const [, password] = /Password: +(\S+)/.exec(said);
    const [, secret] = /Second factor: (\S+)/.exec(said);
    return `${title}  ${username}  ${password}  ${secret}  000000`;
  });
  writeFileSync(join(kept, 'logins'), `${logins.join('\n')}\n`);
  const port = await freePort();
  const log = join(kept, 'server.log');
  const server = spawn(PROGRAM, ['serve', '--data', data, '--port', String(port)], {
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  Object.assign(process.env, {
    OPENPCN_ADDRESS: `http://127.0.0.1:${port}`, OPENPCN_LOGINS: join(kept, 'logins'), OPENPCN_KEPT: kept,
  });
  for (let turns = 0; ; turns += 1) {
    const answer = await fetch(`${process.env.OPENPCN_ADDRESS}/api/session`).catch(() => undefined);
    if (answer && answer.status < 500) break;
    if (turns > 240 || server.exitCode !== null) throw new Error(`The server did not start:\n${readFileSync(log, 'utf8')}`);
    await new Promise((next) => setTimeout(next, 250));
  }
  return {
    data,
    load,
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill();
      await ended;
      rmSync(kept, { recursive: true });
    },
  };
}
