import { execFileSync } from 'node:child_process';
import { eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateDatabase, openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { connectionOptions } from '@/db/drivers/postgres-pool';
import { insertUser } from '@/db/repositories/accounts';
import { claimDueMails, queueMail } from '@/db/repositories/outbox';
import { findUserByEmail } from '@/db/repositories/users';
import { emptyDatabase } from '@/tests/databases/empty-database';
import { startPostgres } from '@/tests/databases/postgres-server';
import { userRow } from '@/tests/support/test-database';

const server = await startPostgres(['fsync=off']);
const { url } = server;
afterAll(server.remove);

const refusal = (address: string) =>
  openDatabase(address).then(
    () => 'opened',
    (error: Error) => error.message,
  );

/** A migrated, open database with Ada in it. */
async function openWithAda(): Promise<Database> {
  await emptyDatabase(url);
  await migrateDatabase(url);
  const db = await openDatabase(url);
  await insertUser(db, userRow());
  return db;
}

describe('a server', () => {
  it('is refused before it is migrated, with the command to do so', async () => {
    expect(await refusal(url.replace('://', '://ada:secret@').replace('postgres@', ''))).toMatch(
      /^the database postgres:\/\/127\.0\.0\.1:\d+\/test (?:has no tables yet: run npm run db:migrate|cannot be used: .*ada)/,
    );
    expect(await refusal(url)).toMatch(/has no tables yet: run npm run db:migrate$/);
  });

  it('is migrated once by four that do so at the same time', async () => {
    await emptyDatabase(url);
    await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url)));
    const db = await openDatabase(url);
    expect(await findUserByEmail(db, 'ada@example.com')).toBeNull();
    await db.close();
  });

  it('that is not there is refused in one line without its password', async () => {
    const message = await refusal('postgres://ada:s3cret@127.0.0.1:1/test');
    expect(message).toMatch(/^the database postgres:\/\/127\.0\.0\.1:1\/test cannot be used: /);
    expect(message).not.toMatch(/s3cret|\n/);
  });

  it('is never asked for TLS without a check of the certificate', async () => {
    for (const mode of ['sslmode=no-verify', 'uselibpqcompat=true&sslmode=require']) {
      expect(await refusal(`${url}?${mode}`)).toContain('without verification');
    }
    // Another host than the address shows is another machine all the same.
    for (const host of ['/test?host=192.0.2.1', '/test?host=db.invalid&port=1']) {
      const options = connectionOptions(`postgres://ada@localhost${host}`);
      expect(options.connectionString).toContain('sslmode=verify-full');
    }
    expect(await refusal(`${url}?sslrootcert=/nope.pem`)).toContain('which is not there');
    // This server speaks no TLS: where TLS is asked for, it is not spoken to in the clear.
    for (const mode of ['sslmode=require', 'sslmode=verify-full', 'sslmode=prefer']) {
      expect(await refusal(`${url}?${mode}`)).toContain('does not support SSL');
    }
  });
});

it('only the chosen driver is ever loaded', async () => {
  await emptyDatabase(url);
  await migrateDatabase(url);
  const code = `
    const { openDatabase } = await import('./db/client.ts');
    const db = await openDatabase('${url}');
    await db.ping();
    await db.close();
    console.log(process.report.getReport().sharedObjects.join());
    console.log(Object.keys((await import('node:module')).default._cache).join());`;
  const node = ['--import', 'tsx', '--input-type=module', '-e', code];
  const loaded = execFileSync(process.execPath, node, { encoding: 'utf8' });
  expect(loaded).toContain('node_modules/pg/');
  expect(loaded).not.toMatch(/better[-_]sqlite3|libsql/);
});

it('mails that another process is taking are passed over, and no other process waits for them', async () => {
  const db = await openWithAda();
  const now = new Date();
  for (const recipient of ['a@x.io', 'b@x.io']) {
    await queueMail(db, { kind: 'activation', recipient, userId: 1, now });
  }
  const other = new pg.Client(url);
  await other.connect();
  await other.query(`begin; update outbox set claimed_until = now() where recipient = 'a@x.io'`);
  const until = new Date(now.getTime() + 60_000);
  const claimed = await claimDueMails(db, { limit: 1, now, until });
  expect(claimed).toMatchObject([{ recipient: 'b@x.io' }]);
  await other.query('commit');
  await other.end();
  await db.close();
});

describe('a server that goes away', () => {
  it('fails each statement as unavailable, and serves again once it is back', async () => {
    const db = await openWithAda();
    await server.stop();
    const errors = await Promise.all(
      Array.from({ length: 30 }, () => findUserByEmail(db, 'ada@example.com').catch((e) => e)),
    );
    expect(errors.every((error) => db.isFailure(error))).toBe(true);
    await server.start();
    expect(await findUserByEmail(db, 'ada@example.com')).not.toBeNull();
    await db.close();
  });

  it('in the middle of a change leaves nothing of it, and no unhandled error', async () => {
    const db = await openWithAda();
    const blocker = new pg.Client(url);
    blocker.on('error', () => {});
    await blocker.connect();
    await blocker.query('begin; update users set first_name = first_name');
    const { users, outbox } = db.tables;
    const mail = { kind: 'activation', recipient: 'a@x.io', userId: 1, now: new Date() } as const;
    const change = db.changeTogether(
      db.query.update(users).set({ firstName: 'Eve' }).where(eq(users.id, 1)).returning(),
      [queueMail(db, mail)],
    );
    const outcome = change.catch((error: unknown) => error);
    const waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock'";
    await expect.poll(async () => (await blocker.query(waits)).rowCount).toBe(1);
    await blocker.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`,
    );
    expect(db.isFailure(await outcome)).toBe(true);
    await blocker.end();
    expect(await findUserByEmail(db, 'ada@example.com')).toMatchObject({ firstName: 'Ada' });
    expect(await db.query.$count(outbox)).toBe(0);
    await db.close();
  });

  it('without a word is given up within five seconds', async () => {
    const db = await openWithAda();
    process.kill(server.pid(), 'SIGSTOP');
    const workers = stopWorkers('SIGSTOP');
    const start = Date.now();
    const errors = await Promise.all(
      Array.from({ length: 30 }, () => findUserByEmail(db, 'ada@example.com').catch((e) => e)),
    );
    expect(Date.now() - start).toBeLessThan(5000);
    expect(errors.every((error) => db.isFailure(error))).toBe(true);
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    process.kill(server.pid(), 'SIGCONT');
    await expect.poll(() => db.ping().then(() => 'up', String), { timeout: 2000 }).toBe('up');
    await db.close();
  });
});

/** Sends a signal to the processes that serve the connections. */
function stopWorkers(signal: NodeJS.Signals): number[] {
  const children = execFileSync('pgrep', ['-P', String(server.pid())], { encoding: 'utf8' });
  const pids = children.trim().split('\n').map(Number);
  for (const pid of pids) process.kill(pid, signal);
  return pids;
}
