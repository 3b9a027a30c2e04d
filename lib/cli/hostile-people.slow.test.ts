import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateDatabase, openDatabase } from '@/db/client';
import { findUserById, findUsers } from '@/db/repositories/accounts';
import { runCliHere } from '@/tests/support/cli-here';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import {
  HOSTILE_NAMES,
  HOSTILE_TEXT,
  HOSTILE_TEXTS,
  harmlessLines,
  withoutNul,
} from '@/tests/support/hostile-text';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COUNT = HOSTILE_TEXTS.length;
const addressOf = (id: number) => `person${id}@example.com`;

/** People whose names, addresses, hashes and linked accounts are hostile, or else only the names. */
const people = HOSTILE_TEXTS.flatMap((text, at) => [
  { id: 2 * at + 1, username: `u${at}`, email: `${text}@example.com` },
  {
    id: 2 * at + 2,
    username: `${text}!`,
    email: addressOf(2 * at + 2),
    password: `${withoutNul(text)}$x`,
    first_name: text,
    last_name: 'King',
  },
]);
const linked = HOSTILE_TEXTS.map(withoutNul).flatMap((text, at) => [
  { id: 2 * at + 1, provider: text, uid: text, user_id: 2 * at + 2 },
  { id: 2 * at + 2, provider: 'github', uid: `${text}2`, user_id: 2 * at + 1 },
]);
const django = writeDjangoDatabase({ auth_user: people, social_auth_usersocialauth: linked });

async function into(name: string) {
  const DATABASE_URL = `file:${join(folder, name)}`;
  await migrateDatabase(DATABASE_URL);
  return { DATABASE_URL };
}

describe('import-django', () => {
  it('has one row for each that it skips, and the rows of the summary', async () => {
    const { code, out, err } = await runCliHere(['import-django', django], await into('text.db'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = harmlessLines(out);
    const skipped = lines.slice(0, -6);
    // Of each text a user, a user name, an identity, and the sign-in with the identity that is brought.
    expect(skipped).toHaveLength(4 * COUNT);
    for (const line of skipped) {
      expect(line).toMatch(
        /^Skipped (?:user|username of user|identity|sign-in with identity) \d+: .+/,
      );
    }
    expect(lines.slice(-6)).toEqual([
      `Brought ${COUNT} users and ${COUNT} identities.`,
      'Here already: 0 users, 0 identities.',
      `Skipped: ${COUNT} users, ${COUNT} identities, ${COUNT} user names.`,
      expect.stringMatching(/^Cleaned the names of 1\d\d users: .+\.$/),
      expect.stringMatching(/^Identities that no sign-in here finds, by their backend: .+\.$/),
      expect.stringMatching(
        /^Passwords of a kind that cannot be verified here, to be reset: .+\.$/,
      ),
    ]);
  });

  it('gives scripts the values as they are', async () => {
    const args = ['import-django', django, '--table', 'auth_user', '--json'];
    const { code, out, err } = await runCliHere(args, await into('json.db'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    harmlessLines(out);
    const { skipped, passwordsToReset } = JSON.parse(out);
    const reasons = skipped.map(({ reason }: { reason: string }) => reason);
    expect(reasons).toEqual(
      expect.arrayContaining(
        HOSTILE_TEXTS.map((text) => `${text}@example.com is no valid address`),
      ),
    );
    expect(Object.keys(passwordsToReset)).toEqual(
      expect.arrayContaining(HOSTILE_TEXTS.map(withoutNul).filter((text) => !text.includes('$'))),
    );
  });

  it('reports in one line a database that it cannot read', async () => {
    const env = await into('none.db');
    for (const text of HOSTILE_TEXTS) {
      for (const args of [[text], [django, '--table', text], [`mysql://${text}`]]) {
        const { code, out, err } = await runCliHere(['import-django', ...args], env);
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(harmlessLines(err)).toHaveLength(1);
      }
    }
  });
});

describe('export-django', () => {
  it('names its file in one line, and the file can be imported', async () => {
    const env = await into('export.db');
    await runCliHere(['import-django', django], env);
    for (const name of HOSTILE_NAMES.slice(0, 3)) {
      const args = ['export-django', join(folder, name), '--table', withoutNul(HOSTILE_TEXT)];
      const { code, out } = await runCliHere(args, env);
      expect(code).toBe(0);
      expect(harmlessLines(out)).toHaveLength(1);
      const again = await runCliHere(args, env);
      expect(harmlessLines(again.err)).toEqual([expect.stringContaining(' exists already: ')]);
      const from = args[1] ?? '';
      const back = await into('back.db');
      const read = ['import-django', from, '--table', args[3] ?? '', '--json'];
      const { out: report } = await runCliHere(read, back);
      expect(JSON.parse(report)).toMatchObject({ users: { skipped: 0 }, namesCleaned: 0 });
    }
  });
});

describe('names of an import', () => {
  it('are cleaned as at sign-up, and the cleaned ones are counted', async () => {
    const names = [
      ['Ada', 'King'],
      ['', ''],
      ['👩‍🚀 عبدالله', 'می‌خواهم'],
      ['A\u001b[31m\nda', ' King\t'],
      ['Ada\0', 'King'],
      ['Ada', 'x'.repeat(300)],
    ];
    const auth_user = names.map(([first_name, last_name], at) => ({
      id: at + 1,
      username: ` u${at}\n`,
      email: addressOf(at),
      first_name,
      last_name,
    }));
    const env = await into('names.db');
    const from = writeDjangoDatabase({ auth_user });
    const run = async () =>
      JSON.parse((await runCliHere(['import-django', from, '--json'], env)).out);
    expect(await run()).toMatchObject({ users: { brought: 6 }, namesCleaned: 3 });
    expect(await run()).toMatchObject({ users: { present: 6 }, namesCleaned: 0 });
    const db = await openDatabase(env.DATABASE_URL);
    const brought = (await findUsers(db, 0, 10)).map((user) => [user.firstName, user.lastName]);
    expect(brought.slice(0, 3)).toEqual(names.slice(0, 3));
    expect(brought.slice(3)).toEqual([
      ['A [31m da', 'King'],
      ['Ada', 'King'],
      ['Ada', 'x'.repeat(255)],
    ]);
    expect(await findUserById(db, 1)).toMatchObject({ username: 'u0', usernameKey: 'u0' });
    await db.close();
  });
});
