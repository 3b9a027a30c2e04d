import { describe, expect, it } from 'vitest';
import { parseSettings, SettingsError } from '@/lib/server/settings/settings';
import { loadKeys } from '@/lib/server/settings/signing';
import { newPair } from '@/tests/support/key-pairs';

const base = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' };
const pair = await newPair('ES256');

/** Returns the problem that loading the keys of these settings reports. */
async function problem(variables: Record<string, string>): Promise<string> {
  try {
    await loadKeys(parseSettings({ ...base, ...variables }));
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return '';
}

/** The same key with other bytes at its end: right in form, and a point of no curve. */
function damaged(pem: string): string {
  return pem.replace(/.{12}(=*\n-----END)/, `${'A'.repeat(12)}$1`);
}

describe('keys that settings name', () => {
  it('sign with the pair if there is one, and with the secret if not', async () => {
    const keys = await loadKeys(parseSettings({ ...base, JWT_PRIVATE_KEY: pair.privatePem }));
    expect(keys.signing).toMatchObject({ alg: 'ES256', kid: pair.kid });
    expect((await loadKeys(parseSettings(base))).signing.alg).toBe('HS256');
  });

  it('never hand out the private half, not even to code that asks', async () => {
    const keys = await loadKeys(parseSettings({ ...base, JWT_PRIVATE_KEY: pair.privatePem }));
    expect(keys.signing.signer).toMatchObject({ type: 'private', extractable: false });
  });

  it('must be usable: a setting that only looks like a key is named', async () => {
    const said = (what: string) =>
      `1 setting needs attention:\n  ${what}: \`npm run cli -- generate-key\` makes a good one`;
    const JWT_PREVIOUS_PUBLIC_KEYS = damaged(pair.publicPem);
    expect(await problem({ JWT_PREVIOUS_PUBLIC_KEYS })).toBe(
      said('JWT_PREVIOUS_PUBLIC_KEYS must be public keys: number 1 is damaged'),
    );
    const JWT_PRIVATE_KEY = damaged(pair.privatePem);
    expect(await problem({ JWT_PRIVATE_KEY })).toBe(said('JWT_PRIVATE_KEY is damaged'));
    // What is read as a key and cannot be imported as one, either.
    const settings = parseSettings(base);
    for (const bad of [
      { JWT_PRIVATE_KEY },
      { JWT_PREVIOUS_PUBLIC_KEYS: [JWT_PREVIOUS_PUBLIC_KEYS] },
    ]) {
      await expect(loadKeys({ ...settings, ...bad })).rejects.toThrow(
        said(`${Object.keys(bad)} is no usable key`),
      );
    }
  });

  it.each(['JWT_PRIVATE_KEY', 'JWT_PREVIOUS_PUBLIC_KEYS'])(
    'that are no keys are reported by the name of %s, without the value',
    async (name) => {
      expect(await problem({ [name]: 'hunter2-hunter2' })).toMatch(
        new RegExp(`^1 setting needs attention:\n {2}${name} must be (?!.*hunter2)`),
      );
    },
  );

  it.each(['JWT_SECRET', 'JWT_PREVIOUS_SECRETS'])(
    'are no PEM in %s: with a public key as the secret, any stranger could sign',
    async (name) => {
      for (const pem of [pair.publicPem, pair.publicPem.replaceAll('\n', '\\n'), pair.privatePem]) {
        expect(await problem({ [name]: pem })).toBe(
          `1 setting needs attention:\n  ${name} must be no PEM: key pairs have JWT_PRIVATE_KEY and JWT_PREVIOUS_PUBLIC_KEYS`,
        );
      }
    },
  );
});
