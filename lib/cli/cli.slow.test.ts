import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';
import { claimDueMails, postponeMail, queueMail } from '@/db/repositories/outbox';
import { parseSettings } from '@/lib/server/settings/settings';
import { loadKeys } from '@/lib/server/settings/signing';
import { runCli as cli } from '@/tests/support/cli';
import { HOSTILE_TEXT, harmlessLines, withoutNul } from '@/tests/support/hostile-text';
import { userRow } from '@/tests/support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('generate-secret', () => {
  it('prints a secret that is long enough, another each time', async () => {
    const [first, second] = [await cli(['generate-secret']), await cli(['generate-secret'])];
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^[\w-]{64}\n$/);
    expect(first.out).not.toBe(second.out);
  });
});

describe('generate-key', () => {
  it.each([
    [[], 'EdDSA'],
    [['--alg', 'ES256'], 'ES256'],
  ])('%j prints a pair in two lines that settings take as they are', async (args, alg) => {
    const { code, out } = await cli(['generate-key', ...args]);
    expect(code).toBe(0);
    const [, own = '', known = ''] =
      /^JWT_PRIVATE_KEY=(.+)\nJWT_PREVIOUS_PUBLIC_KEYS=(.+)\n$/.exec(out) ?? [];
    const base = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' };
    const { signing } = await loadKeys(parseSettings({ ...base, JWT_PRIVATE_KEY: own }));
    expect(signing.alg).toBe(alg);
    const others = await loadKeys(parseSettings({ ...base, JWT_PREVIOUS_PUBLIC_KEYS: known }));
    expect(others.published).toEqual([signing.published]);
  });

  it('refuses any other algorithm', async () => {
    const { code, err } = await cli(['generate-key', '--alg', 'RS256']);
    expect(code).toBe(1);
    expect(err).toContain('Allowed choices are EdDSA, ES256.');
  });
});

describe('migrate', () => {
  it('makes the database, and succeeds when run again', async () => {
    const file = join(folder, 'auth.db');
    for (let run = 0; run < 2; run += 1) {
      const { code, out } = await cli(['migrate'], { DATABASE_URL: `file:${file}` });
      expect({ code, out }).toEqual({ code: 0, out: `file:${file} is up to date.\n` });
    }
    expect(existsSync(file)).toBe(true);
  });

  it('says in one line what is wrong with a database that cannot be used', async () => {
    const { code, err } = await cli(['migrate'], { DATABASE_URL: 'mysql://localhost' });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Failed: DATABASE_URL must be file: and a path, .+ or the URL of a server/,
    );
  });
});

describe('outbox', () => {
  it('shows waiting and failed mails, and makes the failed ones due again', async () => {
    const DATABASE_URL = `file:${join(folder, 'outbox.db')}`;
    const db = await openDatabase(DATABASE_URL);
    const userId = (await insertUser(db, userRow()))?.id ?? 0;
    const now = new Date('2026-01-01T00:00:00Z');
    const mail = { kind: 'activation', recipient: 'ada@example.com', userId, now } as const;
    for (let i = 0; i < 2; i += 1) await queueMail(db, mail);
    const [failed] = await claimDueMails(db, { limit: 1, now, until: now });
    if (failed) await postponeMail(db, failed, { dueAt: null, error: 'Rejected', now });
    await db.close();
    expect((await cli(['outbox'], { DATABASE_URL })).out).toBe(
      '1 waiting, 1 failed\n' +
        '  #1 activation to ada@example.com, of 2026-01-01T00:00:00.000Z, tried 1×: Rejected\n',
    );
    const { code, out } = await cli(['outbox', '--retry', '--json'], { DATABASE_URL });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ waiting: 2, failed: 0, failures: [] });
  });
});

it('points to the help, in one line, for an unknown command', async () => {
  const { code, err } = await cli(['destroy']);
  expect(code).toBe(1);
  expect(err.trim().split('\n')).toEqual([
    "error: unknown command 'destroy'",
    'npm run cli -- --help says what there is.',
  ]);
});

describe('the process itself', () => {
  it('prints the warnings and errors of Node.js, and arguments, harmlessly', async () => {
    const text = withoutNul(HOSTILE_TEXT).slice(0, 2000);
    const preload = join(folder, 'preload.mjs');
    writeFileSync(
      preload,
      `process.once('beforeExit', () => {
        const text = ${JSON.stringify(text)};
        process.emitWarning(text);
        setTimeout(() => { throw new Error(text); });
      });`,
    );
    const { code, err } = await cli(['users', `--${text}`], {
      DATABASE_URL: `file:${join(folder, 'auth.db')}`,
      NODE_OPTIONS: `--import=${preload}`,
      DEBUG: '1',
    });
    expect(code).toBe(1);
    const lines = harmlessLines(err).filter((line) => !line.startsWith('    '));
    expect(lines.map((line) => line.slice(0, 20))).toEqual([
      'error: unknown optio',
      'npm run cli -- --hel',
      expect.stringMatching(/^Warning: 0Ada/),
      expect.stringMatching(/^Failed: Error: 0Ada/),
    ]);
  });
});
