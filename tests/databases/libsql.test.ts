import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateDatabase, openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { emptyDatabase } from '@/tests/databases/empty-database';
import { startLibsql } from '@/tests/databases/libsql-server';
import { userRow } from '@/tests/support/test-database';

const server = await startLibsql();
afterAll(server.remove);

const refusal = (address: string) =>
  openDatabase(address).then(
    () => 'opened',
    (error: Error) => error.message,
  );

describe.each([server.url, server.url.replace('http', 'ws')])('a server at %s', (url) => {
  it('is refused before it is migrated, with the command to do so', async () => {
    await emptyDatabase(url);
    expect(await refusal(url)).toMatch(/has no tables yet: run npm run db:migrate$/);
  });

  it('is migrated once by four that do so at the same time', async () => {
    await emptyDatabase(url);
    await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url)));
    const db = await openDatabase(url);
    expect(await insertUser(db, userRow())).toMatchObject({ id: 1 });
    await db.close();
  });

  it('that goes away fails each statement as unavailable, and serves again once it is back', async () => {
    const db = await openDatabase(url);
    expect(await findUserByEmail(db, 'ada@example.com')).not.toBeNull();
    await server.stop();
    const start = Date.now();
    const errors = await Promise.all(
      Array.from({ length: 30 }, () => findUserByEmail(db, 'ada@example.com').catch((e) => e)),
    );
    expect(Date.now() - start).toBeLessThan(5000);
    expect(errors.every((error) => db.isFailure(error))).toBe(true);
    await server.start();
    const find = () => findUserByEmail(db, 'ada@example.com').then((user) => user?.id, String);
    await expect.poll(find, { timeout: 2000 }).toBe(1);
    await db.close();
  });
});

it('an address with a user name, or with what libSQL does not know, is refused untold', async () => {
  for (const address of ['libsql://u:s3cret@127.0.0.1', `${server.url}?password=s3cret`]) {
    expect(await refusal(address)).toMatch(/^DATABASE_URL (?:must have its token|has parameters)/);
    expect(await refusal(address)).not.toContain('s3cret');
  }
});

it.each(['http', 'ws'])('a deaf server at %s: is given up within five seconds', async (scheme) => {
  const deaf = createServer((socket) => socket.resume());
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  const address = deaf.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const start = Date.now();
  const message = await refusal(`${scheme}://127.0.0.1:${port}/?authToken=s3cret`);
  expect(message).toMatch(/^the database \w+:\/\/127\.0\.0\.1:\d+\/ cannot be used: \S/);
  expect(Date.now() - start).toBeLessThan(5000);
  deaf.close();
});

it('a migration may take longer than any request of the app', async () => {
  await emptyDatabase(server.url);
  const slow = createHttpServer(async (request, response) => {
    const body = await text(request);
    if (body.includes('CREATE TABLE `users`')) await sleep(4500);
    const answer = await fetch(`${server.url}${request.url}`, {
      method: request.method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body }),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  await migrateDatabase(`http://127.0.0.1:${(slow.address() as AddressInfo).port}`);
  slow.close();
  await (await openDatabase(server.url)).close();
});
