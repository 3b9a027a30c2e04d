import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '@/db/client';
import { runCliHere } from '@/tests/support/cli-here';
import { HOSTILE_NAMES, harmlessLines } from '@/tests/support/hostile-text';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DATABASE_URL = `file:${join(folder, 'auth.db')}`;
await migrateDatabase(DATABASE_URL);

describe('doctor', () => {
  const good = {
    SITE_URL: 'https://app.example.com',
    JWT_SECRET: 'a-good-secret-of-at-least-32-bytes',
    EMAIL_TRANSPORT: 'mailbox',
    TRUSTED_PROXY_HOPS: '1',
    DATABASE_URL,
  };
  /** A file that is neither a database nor a folder. */
  const taken = (name: string) => {
    const file = join(folder, `taken${name}.`);
    writeFileSync(file, 'no database'.repeat(999));
    return file;
  };

  it.each<[string, (name: string) => Record<string, string>]>([
    ['a damaged database', (name) => ({ DATABASE_URL: `file:${taken(name)}` })],
    ['a folder of mails', (name) => ({ MAILBOX_DIR: taken(name) })],
    ['addresses', (name) => ({ SITE_URL: `https://${name}`, REDIRECT_URLS: name })],
    [
      'choices',
      (name) => ({ EMAIL_TRANSPORT: name, RATE_LIMIT: name, BCRYPT_COST: name, JWT_SECRET: name }),
    ],
    [
      'a provider',
      (name) => ({
        OIDC_ISSUER: 'https://login.example.com',
        OIDC_CLIENT_ID: name,
        OIDC_CLIENT_SECRET: name,
        OIDC_LABEL: name,
        REDIRECT_URLS: 'https://other.example.com/x',
      }),
    ],
  ])('with %s has one row for each finding, and valid JSON', async (_, toEnv) => {
    for (const name of HOSTILE_NAMES) {
      const env = { ...good, MAILBOX_DIR: join(folder, 'mailbox'), ...toEnv(name) };
      const json = await runCliHere(['doctor', '--json'], env);
      harmlessLines(json.out);
      harmlessLines(json.err);
      const findings: { what: string; advice: string | null }[] = JSON.parse(json.out);
      const text = await runCliHere(['doctor'], env);
      expect(harmlessLines(text.out)).toHaveLength(findings.length);
      expect(harmlessLines(text.err)).toEqual(
        findings.some(({ advice }) => advice)
          ? [expect.stringMatching(/^Failed: \d of \d need attention$/)]
          : [],
      );
    }
  });
});
