import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { like } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { findUserById } from '@/db/repositories/accounts';
import { insertUsers, moveIdSequence } from '@/db/repositories/imports';
import { claimDueMails, findFailedMails, postponeMail, queueMail } from '@/db/repositories/outbox';
import { runCliHere } from '@/tests/support/cli-here';
import {
  HOSTILE_NAMES,
  HOSTILE_TEXT,
  HOSTILE_TEXTS,
  harmlessLines,
  withoutNul,
} from '@/tests/support/hostile-text';
import { PASSWORD } from '@/tests/support/password';
import { prepareTestDatabase, secondsIn, userRow } from '@/tests/support/test-database';

// Rows from before names were checked, or from another program.
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DATABASE_URL = await prepareTestDatabase(folder);
const db = await openDatabase(DATABASE_URL);
afterAll(() => db.close());

const storable = DATABASE_URL.startsWith('file:') ? String : withoutNul;
const texts = HOSTILE_TEXTS.map(storable);
const rows = texts.map((text, at) =>
  userRow({
    id: at + 1,
    email: `${text}@example.com`,
    username: text,
    usernameKey: text,
    firstName: text,
    lastName: texts.at(at - 7) ?? '',
    dateJoined: secondsIn(at),
  }),
);
await insertUsers(db, rows);
const everything = storable(HOSTILE_TEXT);
const all = { email: everything, username: everything, usernameKey: everything };
await insertUsers(db, [userRow({ id: 999, ...all, firstName: everything })]);
await moveIdSequence(db);

const cli = (args: string[], input = '') =>
  runCliHere(args, { DATABASE_URL, BCRYPT_COST: '4' }, input);

describe('users', () => {
  it('has a dash for a name that is blank, and no spaces that pose as columns', async () => {
    const [blank, spaced] = [
      userRow({ email: 'blank@example.org', firstName: '', lastName: '' }),
      userRow({
        email: 'spaced@example.org',
        firstName: ' Ada  active',
        lastName: '\n superuser ',
      }),
    ];
    await insertUsers(db, [blank, spaced]);
    const { out } = await cli(['users', '@example.org']);
    const columns = harmlessLines(out).map((line) => line.split('  ').slice(1, 6));
    expect(columns.sort()).toEqual([
      ['blank@example.org', '-', '-', 'active', '-'],
      ['spaced@example.org', '-', 'Ada active superuser', 'active', '-'],
    ]);
    const { users } = db.tables;
    await db.query.delete(users).where(like(users.email, '%@example.org'));
  });

  it('has one row for each, with the columns that it has', async () => {
    const { code, out, err } = await cli(['users', '--limit', '500']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = harmlessLines(out);
    const ids = [999, ...rows.map(({ id }) => id).reverse()];
    expect(lines.map((line) => Number.parseInt(line, 10)).sort()).toEqual([...ids].sort());
    for (const line of lines) expect(line.split('  ')).toHaveLength(8);
  });

  it('gives scripts the values as they are', async () => {
    const { code, out } = await cli(['users', '--limit', '500', '--json']);
    expect(code).toBe(0);
    harmlessLines(out);
    const given: { id: number; email: string; username: string; name: string }[] = JSON.parse(out);
    expect(given).toHaveLength(rows.length + 1);
    for (const { id, email, username, name } of given.filter(({ id: other }) => other !== 999)) {
      const row = rows[id - 1];
      expect({ email, username }).toEqual({ email: row?.email, username: row?.username });
      expect(name).toBe(`${row?.firstName} ${row?.lastName}`);
    }
  });
});

describe('a command on one account', () => {
  it.each([
    [['set-password', '999'], /^.+ has a new password; all its sessions ended\.$/],
    [['deactivate', '999'], /^.+ may not sign in any more; all its sessions ended\.$/],
    [['activate', '999'], /^.+ may sign in\.$/],
    [['revoke-sessions', '999'], /^.+ is signed out everywhere\.$/],
  ])('%j says so in a line', async (args, words) => {
    const { code, out, err } = await cli(args, 'an0ther-good-one');
    expect(code).toBe(0);
    expect(harmlessLines(out)).toEqual([expect.stringMatching(words)]);
    for (const line of harmlessLines(err)) expect(JSON.parse(line)).toMatchObject({ userId: 999 });
  });

  it.each(['set-password', 'activate', 'deactivate', 'revoke-sessions'])(
    '%s quotes an account that is not there in a line',
    async (command) => {
      const { code, out, err } = await cli([command, HOSTILE_TEXT], PASSWORD);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(harmlessLines(err)).toEqual([
        expect.stringMatching(/^Failed: there is no account 0Ada/),
      ]);
    },
  );
});

describe('outbox', () => {
  it('has one row for each mail, and gives scripts the values as they are', async () => {
    const now = secondsIn(0);
    for (const text of texts.slice(0, 100)) {
      await queueMail(db, { kind: 'activation', recipient: text, userId: null, now });
    }
    const mails = await claimDueMails(db, { limit: 100, now, until: now });
    // Errors of transports are cleaned before they are stored; older rows have them as they were.
    for (const [at, mail] of mails.entries()) {
      await postponeMail(db, mail, { dueAt: null, error: texts[100 + at] ?? '', now });
    }
    const failed = await findFailedMails(db, 100);
    const text = await cli(['outbox']);
    expect(harmlessLines(text.out)).toEqual([
      expect.stringMatching(/^\d+ waiting, 100 failed$/),
      ...failed.map(({ id }) => expect.stringMatching(new RegExp(`^  #${id} activation to `))),
    ]);
    const { out } = await cli(['outbox', '--json']);
    harmlessLines(out);
    const pairs = (list: { recipient: string; error: string | null }[]) =>
      list.map(({ recipient, error }) => [recipient, error]);
    expect(pairs(JSON.parse(out).failures)).toEqual(pairs(failed));
    expect(pairs(failed).flat()).toEqual(expect.arrayContaining(texts));
    expect(harmlessLines((await cli(['outbox', '--retry'])).out)).toHaveLength(1);
  });
});

it.runIf(DATABASE_URL.startsWith('postgres'))(
  'a database that its server does not know is named in a line',
  async () => {
    for (const name of HOSTILE_NAMES) {
      const url = new URL(`/${encodeURIComponent(name)}`, DATABASE_URL).href;
      for (const args of [['migrate'], ['users'], ['import-django', url]]) {
        const env = { DATABASE_URL: args.length > 1 ? DATABASE_URL : url };
        const { code, err } = await runCliHere(args, env);
        expect(code).toBe(1);
        expect(harmlessLines(err)).toEqual([expect.stringMatching(/^Failed: .+ does not exist/)]);
      }
    }
  },
);

it('purge says in a line what it deleted', async () => {
  const { code, out } = await cli(['purge', '--older-than', '1']);
  expect(code).toBe(0);
  expect(harmlessLines(out)).toEqual([expect.stringMatching(/^Deleted \d+ sessions .+\.$/)]);
});

describe('create-superuser', () => {
  const make = (...options: string[]) => cli(['create-superuser', ...options], PASSWORD);

  it('refuses names with control characters, in a line', async () => {
    for (const text of ['A\u001b[31mda', 'A\nda', 'A\tda', 'A\u009bda', 'A\u007fda']) {
      const { code, out, err } = await make('--email', 'x@example.com', '--first-name', text);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      const sentence = 'Failed: --first-name: Control characters are not allowed.';
      expect(harmlessLines(err)).toEqual([sentence]);
    }
    const { err } = await make('--email', HOSTILE_TEXT, '--username', HOSTILE_TEXT);
    expect(harmlessLines(err)).toHaveLength(1);
  });

  it('trims names, and keeps those of any script', async () => {
    const names = ['--first-name', '\n👩‍🚀 عبدالله\t', '--last-name', 'می‌خواهم'];
    const { code, out } = await make('--email', 'new@example.com', ...names, '--json');
    expect(code).toBe(0);
    const { id } = JSON.parse(out);
    expect(await findUserById(db, id)).toMatchObject({
      firstName: '👩‍🚀 عبدالله',
      lastName: 'می‌خواهم',
    });
    expect((await cli(['users', 'new@'])).out).toContain('  👩‍🚀 عبدالله می‌خواهم  active  ');
  });
});
