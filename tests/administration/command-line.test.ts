import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { findAuditEvents } from '@/db/repositories/audit-events';
import { openSession } from '@/db/repositories/sessions';
import { findUserByEmail } from '@/db/repositories/users';
import { verifyPassword } from '@/lib/server/passwords/hash';
import { runCliHere } from '@/tests/support/cli-here';
import { PASSWORD } from '@/tests/support/password';
import { prepareTestDatabase, sessionRow } from '@/tests/support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DATABASE_URL = await prepareTestDatabase(folder);
const db = await openDatabase(DATABASE_URL);
afterAll(() => db.close());

const EMAIL = 'root@example.com';
const cli = (args: string[], input = '') =>
  runCliHere(args, { DATABASE_URL, BCRYPT_COST: '4' }, input);
/** The events of the log, one on each line. */
const eventsOf = (err: string) =>
  err.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
const json = async (args: string[], input = '') => {
  const { code, out, err } = await cli([...args, '--json'], input);
  expect({ code, failures: eventsOf(err).filter(({ level }) => level !== 'info') }).toEqual({
    code: 0,
    failures: [],
  });
  return JSON.parse(out);
};
const root = async () => {
  const user = await findUserByEmail(db, EMAIL);
  if (!user) throw new Error('there is no root account');
  return user;
};

describe('accounts', () => {
  it('are made, with a password that is piped in', async () => {
    const args = ['create-superuser', '--email', 'Root@Example.com', '--username', 'root'];
    expect(await json(args, `${PASSWORD}\n`)).toEqual({ id: 1, email: EMAIL });
    const { password } = await root();
    expect((await verifyPassword(PASSWORD, password, 4)).isCorrect).toBe(true);
  });

  it.each([
    [['create-superuser', '--email', 'no address'], '--email: Enter a valid email address.'],
    [['create-superuser', '--email', EMAIL], 'email: user account with this email already exists.'],
    [['set-password', 'unknown@example.com'], 'there is no account unknown@example.com'],
    [['revoke-sessions'], 'name an account, or say --all'],
    [['revoke-sessions', '--id', '1', '--all'], 'name an account, or say --all'],
    [['set-password'], 'name an account'],
    [['activate', 'root', '--id', '1'], 'name one account, once'],
    [['activate', '--email', 'root'], 'there is no account root'],
    [['activate', '--id', '01'], 'there is no account 01'],
    [['users', '--limit', 'many'], '--limit must be a whole number'],
    [['users', '--limit', '1000000'], '--limit must be a whole number'],
    [['users', '--before', '1.5'], '--before must be a whole number'],
  ])('%j fails and says why', async (args, why) => {
    const { code, err, out } = await cli(args, `${PASSWORD}\n`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`Failed: ${why}`);
  });

  it('get another password, are deactivated and activated again', async () => {
    expect(await json(['set-password', '1'], 'an0ther-good-one')).toEqual({ id: 1 });
    const { password } = await root();
    expect((await verifyPassword('an0ther-good-one', password, 4)).isCorrect).toBe(true);
    expect((await cli(['set-password', 'root'], '1234567')).err).toContain('too short');
    await json(['deactivate', 'root']);
    expect(await root()).toMatchObject({ isActive: false });
    await json(['activate', EMAIL]);
    expect(await root()).toMatchObject({ isActive: true });
  });

  it('have an event for each command, in the database and in the log', async () => {
    const { code, out, err } = await cli(['activate', 'root', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ id: 1, is_active: true });
    const event = { event: 'operator-activated', outcome: 'success', userId: 1 };
    expect(eventsOf(err)).toEqual([expect.objectContaining(event)]);
    const [row] = await findAuditEvents(db, 1, { beforeId: null, limit: 1 });
    expect(row).toMatchObject({ event: 'operator-activated', ipAddress: null, sessionId: null });
  });

  it('are listed, for people and for scripts', async () => {
    const [row] = await json(['users', 'ROOT']);
    expect(row).toMatchObject({ id: 1, email: EMAIL, state: 'active', role: 'superuser' });
    expect((await cli(['users'])).out).toContain('1  root@example.com  root  Super User  active');
    expect((await cli(['users', 'unknown'])).out).toBe('No accounts.\n');
    expect(await json(['users', '--before', '2'])).toEqual([row]);
    expect(await json(['users', '--before', '1'])).toEqual([]);
  });
});

describe('a user name that is a number', () => {
  const idBy = async (...args: string[]) => (await json(args, 'an0ther-good-one')).id;
  const make = (email: string, username: string) =>
    idBy('create-superuser', '--email', email, '--username', username);

  it('names its account, as an id names another', async () => {
    const id = await make('seven@example.com', '777');
    expect(await idBy('activate', '777')).toBe(id);
    expect(await idBy('activate', String(id))).toBe(id);
  });

  it('that is also the id of another account means neither, until it is said which', async () => {
    const id = await make('one@example.com', '1');
    for (const command of ['set-password', 'activate', 'deactivate', 'revoke-sessions']) {
      const { code, out, err } = await cli([command, '1'], 'an0ther-good-one');
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toBe(
        `Failed: 1 is the id of account 1, root@example.com, and the user name of account ${id}, one@example.com: say --id 1 or --username 1\n`,
      );
      expect(await idBy(command, '--id', '1')).toBe(1);
      expect(await idBy(command, '--username', '1')).toBe(id);
      expect(await idBy(command, '--email', '\u200e one@example.com\u200b')).toBe(id);
    }
    await json(['activate', '--id', '1']);
  });
});

describe('sessions', () => {
  it('end, of one account or of all', async () => {
    const now = new Date();
    const open = async () => {
      const row = sessionRow({ userId: 1, expiresAt: new Date(+now + 9e6), endsAt: now });
      await openSession(db, await root(), row, { lastLogin: now });
    };
    const live = async () => {
      const rows = await db.query.select().from(db.tables.sessions);
      return rows.filter(({ revokedAt }) => revokedAt === null).length;
    };
    await open();
    await json(['revoke-sessions', 'root']);
    expect(await live()).toBe(0);
    await open();
    expect(await json(['revoke-sessions', '--all'])).toEqual({ ended: 1 });
    expect(await live()).toBe(0);
  });
});

it('purge says what it deleted', async () => {
  expect(await json(['purge', '--older-than', '1'])).toEqual({
    sessions: 0,
    devices: 0,
    emailChanges: 0,
    outbox: 0,
    users: 0,
    pendingIdentities: 0,
    rateLimits: 0,
    auditEvents: 0,
  });
  expect((await cli(['purge', '--older-than', '0'])).code).toBe(1);
});

it('a mistyped file makes no database', async () => {
  const file = join(folder, 'mistyped.db');
  const { code, err } = await runCliHere(['users'], { DATABASE_URL: `file:${file}` });
  expect(code).toBe(1);
  expect(err).toContain('make it with npm run db:migrate');
  expect(existsSync(file)).toBe(false);
});

it('doctor exits with 1 if something needs attention', async () => {
  const { code, out, err } = await runCliHere(['doctor'], { DATABASE_URL, EMAIL_TRANSPORT: 'ses' });
  expect(code).toBe(1);
  expect(out).toContain('✗ AWS_SES_REGION_NAME: is missing');
  expect(err).toMatch(/^Failed: \d of \d need attention/m);
});
