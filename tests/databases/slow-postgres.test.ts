import { createServer, connect as dial } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { migrateDatabase, openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';
import { countMails, queueMail } from '@/db/repositories/outbox';
import { findUserByEmail } from '@/db/repositories/users';
import { startPostgres } from '@/tests/databases/postgres-server';
import { userRow } from '@/tests/support/test-database';

const server = await startPostgres(['fsync=off']);
const { port, pathname } = new URL(server.url);
let delayMs = 0;

/** A proxy between the app and its database that hands every answer on `delayMs` late. */
const proxy = createServer((near) => {
  const far = dial(Number(port), '127.0.0.1');
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
  near.on('data', (chunk) => far.write(chunk));
  far.on('data', (chunk) => setTimeout(() => near.writable && near.write(chunk), delayMs));
});
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const address = proxy.address();
const proxyPort = typeof address === 'object' ? address?.port : 0;

await migrateDatabase(server.url);
const db = await openDatabase(`postgres://postgres@127.0.0.1:${proxyPort}${pathname}`);
await insertUser(db, userRow());

afterAll(async () => {
  await db.close();
  proxy.close();
  await server.remove();
});

const now = new Date();
const mail = () =>
  queueMail(db, { kind: 'activation', recipient: 'a@x.io', userId: 1, now: new Date() });

it.each([
  ['statement after statement', () => findUserByEmail(db, 'ada@example.com')],
  [
    'change after change',
    () => insertUser(db, userRow({ email: `${now}@x.io` }), [mail(), mail()]),
  ],
])('a server that is slow with %s is given up in time for a 503', async (_, act) => {
  delayMs = 900;
  const start = Date.now();
  const error = await db
    .withBudget(4000, async () => {
      for (let i = 0; i < 20; i += 1) await act();
    })
    .catch((reason: unknown) => reason);
  expect(db.isFailure(error)).toBe(true);
  expect(Date.now() - start).toBeGreaterThan(3000);
  expect(Date.now() - start).toBeLessThan(5000);
  delayMs = 0;
  await expect.poll(() => db.ping().then(() => 'up', String)).toBe('up');
  // Whole or not at all: two mails go with each account.
  const { waiting } = await countMails(db);
  expect(waiting).toBe(2 * ((await db.query.$count(db.tables.users)) - 1));
});
