import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';
import { claimDueMails, postponeMail, queueMail } from '@/db/repositories/outbox';
import { openSession } from '@/db/repositories/sessions';
import { examine } from '@/lib/cli/examination';
import { startLibsql } from '@/tests/databases/libsql-server';
import { newPair } from '@/tests/support/key-pairs';
import { sessionRow, userRow } from '@/tests/support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
let file: string;
let good: Record<string, string>;

beforeEach(async () => {
  count += 1;
  file = join(folder, String(count), 'auth.db');
  good = {
    NODE_ENV: 'production',
    SITE_URL: 'https://app.example.com',
    JWT_SECRET: 'a-good-secret-of-at-least-32-bytes',
    DATABASE_URL: `file:${file}`,
    EMAIL_TRANSPORT: 'mailbox',
    MAILBOX_DIR: join(folder, String(count), 'mailbox'),
    TRUSTED_PROXY_HOPS: '1',
    SEND_ACTIVATION_EMAIL: 'true',
  };
  await (await openDatabase(good.DATABASE_URL ?? '')).close();
});

/** Returns the advice for the good set-up with these changes, one finding on each line. */
async function adviceFor(changes: Record<string, string | undefined>): Promise<string> {
  const findings = await examine({ ...good, ...changes });
  return findings.flatMap(({ what, advice }) => (advice ? [`${what}: ${advice}`] : [])).join('\n');
}

it('a good set-up needs no attention', async () => {
  const findings = await examine(good);
  const { node } = process.versions;
  expect(
    findings.filter(({ advice, what }) => advice !== null && !what.startsWith('Node')),
  ).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual([
    `Node.js ${node}`,
    'settings',
    'tokens: signed with JWT_SECRET, HS256',
    'database: there and migrated',
    'database: can be written to',
    'clock',
    'outbox',
    'mail by mailbox',
  ]);
});

it('allowed origins from which no cookie comes are pointed out', async () => {
  const advice = await adviceFor({ CORS_ALLOWED_ORIGINS: 'capacitor://localhost' });
  expect(advice).toMatch(/^settings: .*capacitor:.*AUTH_TOKENS_IN_BODY=always/);
});

describe('settings', () => {
  const ses = { EMAIL_TRANSPORT: 'ses', AWS_SES_FROM_EMAIL: 'hello@example.com' };
  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no secret', { JWT_SECRET: undefined }, /^JWT_SECRET: is missing.+generate-secret/],
    ['a weak secret', { JWT_SECRET: 'ab'.repeat(32) }, /JWT_SECRET repeats.+generate-secret/],
    ['plain http', { SITE_URL: 'http://app.example.com' }, /SITE_URL is plain http.+Use https/],
    ['no mail', { EMAIL_TRANSPORT: undefined }, /^EMAIL_TRANSPORT: is missing: choose ses/],
    ['SES without region', ses, /^AWS_SES_REGION_NAME: is missing: name the AWS region/],
    ['weak hashes', { BCRYPT_COST: '4' }, /BCRYPT_COST=4 is too weak.+use 12/],
    [
      'no way back from a provider',
      { GOOGLE_AUTH_KEY: 'k', GOOGLE_AUTH_SECRET: 's', REDIRECT_URLS: 'https://other.example/x' },
      /REDIRECT_URLS leaves out https:\/\/app\.example\.com\/auth\/google: .+Add it/,
    ],
    [
      'a file on Vercel',
      { VERCEL: '1', AWS_LAMBDA_FUNCTION_NAME: 'f', VERCEL_REGION: 'fra1' },
      /^DATABASE_URL: cannot be a file on Vercel.+libsql:/,
    ],
  ])('%s', async (_, changes, advice) => {
    expect(await adviceFor(changes)).toMatch(advice);
  });

  it('a private key that signs, or only looks like one', async () => {
    const { privatePem } = await newPair('EdDSA');
    const findings = await examine({ ...good, JWT_PRIVATE_KEY: privatePem });
    expect(findings[2]).toEqual({
      what: 'tokens: signed with JWT_PRIVATE_KEY, EdDSA',
      advice: null,
    });
    const shorter = privatePem.replace(/.{4}\n-----END/, '\n-----END');
    expect(await adviceFor({ JWT_PRIVATE_KEY: shorter })).toMatch(
      /^JWT_PRIVATE_KEY: is damaged: .+generate-key/,
    );
  });

  it('that are bad are all named', async () => {
    const advice = await adviceFor({ JWT_SECRET: undefined, SITE_URL: 'nowhere' });
    expect(advice.split('\n')).toHaveLength(2);
  });
});

describe('database', () => {
  it('that is not there yet is fine, and is not made', async () => {
    const DATABASE_URL = `file:${join(folder, 'later', 'auth.db')}`;
    expect(await adviceFor({ DATABASE_URL })).toBe('');
    expect((await examine({ ...good, DATABASE_URL }))[3]?.what).toContain('none yet');
  });

  it('that is damaged, or read-only', async () => {
    chmodSync(file, 0o444);
    expect(await adviceFor({})).toMatch(/^database: .+read-only: make the file and its folder/);
    chmodSync(file, 0o600);
    writeFileSync(file, 'no database'.repeat(999));
    expect(await adviceFor({})).toMatch(/^database: .+damaged.+restore a backup/);
  });

  it('that cannot be reached, or is not migrated', async () => {
    const DATABASE_URL = 'postgres://ada:s3cret@127.0.0.1:1/app';
    const advice = await adviceFor({ DATABASE_URL });
    expect(advice).toMatch(/^database: .+cannot be used: .*ECONNREFUSED/);
    expect(advice).not.toContain('s3cret');
    const server = await startLibsql();
    const unmigrated = await adviceFor({ DATABASE_URL: server.url });
    await server.remove();
    expect(unmigrated).toMatch(/^database: .+has no tables yet: run npm run db:migrate/);
  });

  it('with sessions of the future, or mails that failed', async () => {
    const db = await openDatabase(good.DATABASE_URL ?? '');
    const user = await insertUser(db, userRow());
    if (!user) throw new Error('no user');
    const lastUsedAt = new Date(Date.now() + 3_600_000);
    await openSession(db, user, sessionRow({ userId: user.id, lastUsedAt }), { lastLogin: null });
    const now = new Date();
    await queueMail(db, { kind: 'password-changed', recipient: 'a@x.io', userId: user.id, now });
    const [mail] = await claimDueMails(db, { limit: 1, now, until: now });
    if (mail) await postponeMail(db, mail, { dueAt: null, error: 'refused', now });
    await db.close();
    const advice = await adviceFor({});
    expect(advice).toMatch(/^clock: a session was used 3[56]\d\d s from now: set .+ by NTP$/m);
    expect(advice).toMatch(/^outbox: 1 mails failed for good: npm run cli -- outbox says why$/m);
  });
});

describe('mail', () => {
  const sesAt = (port: number) => ({
    EMAIL_TRANSPORT: 'ses',
    AWS_SES_REGION_NAME: 'eu-central-1',
    AWS_SES_FROM_EMAIL: 'hello@example.com',
    AWS_SES_ACCESS_KEY_ID: 'key',
    AWS_SES_SECRET_ACCESS_KEY: 'secret',
    AWS_SES_ENDPOINT: `http://127.0.0.1:${port}`,
  });

  it('into a path that is no folder', async () => {
    const MAILBOX_DIR = join(folder, 'taken');
    writeFileSync(MAILBOX_DIR, '');
    expect(await adviceFor({ MAILBOX_DIR })).toMatch(/^mail by mailbox: .+must be a folder/);
  });

  it('through SES that cannot be reached, or refuses the key', async () => {
    expect(await adviceFor(sesAt(1))).toMatch(/^mail by ses: .+cannot be reached/);
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(403, { 'content-type': 'text/xml' });
      response.end(
        '<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const advice = await adviceFor(sesAt((server.address() as AddressInfo).port));
    server.closeAllConnections();
    server.close();
    expect(advice).toBe('mail by ses: SES refuses AWS_SES_ACCESS_KEY_ID: InvalidClientTokenId');
  });
});
