import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { readKeys } from '@/lib/edge/keys';
import { readPrivateKey, readPublicKeys } from '@/lib/server/settings/key-pairs';
import { loadKeys } from '@/lib/server/settings/signing';
import { attackTokens } from '@/tests/support/attacks/corpus';
import { newPair } from '@/tests/support/key-pairs';
import { signIn, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';
import { tokenDoors } from '@/tests/support/token-doors';

const app = await startTestApp();
const { ctx } = app;
const secret = ctx.settings.JWT_SECRET;
await signUp();

const doors = tokenDoors(app);
const ACCESS_DOORS = ['bearer', 'cookie', 'verify', 'verify by cookie', 'gate', 'gate by cookie'];
const OWN_DOORS = {
  access: ACCESS_DOORS,
  refresh: ['verify', 'verify by cookie', 'refresh', 'refresh by cookie'],
} as const;

// The gate trusts a signature and the types of the claims; it cannot know which session and user they name.
const OF_THE_DATABASE = /^(?:user_id (?:-1|0|999|\d{16})|sid ["']|generation 99)/;

/** The part of a token before what would end a cookie: a browser's parser cuts it there as well. */
const isCut = (name: string, token: string) => name.includes('cookie') && /[;\s"%]/.test(token);

const pairs = [await newPair('EdDSA'), await newPair('ES256')];
const base = { JWT_SECRET: secret, JWT_PREVIOUS_SECRETS: [] };
const publicKeys = readPublicKeys(pairs.map(({ publicPem }) => publicPem).join(''));

/**
 * The keys of an app that signs by this algorithm and knows both pairs, or the secret alone; once as
 * the edge has them, which checks every token by Web Crypto.
 */
const RINGS = {
  'HS256 alone': await loadKeys(base),
  'HS256 among pairs': await loadKeys({ ...base, JWT_PREVIOUS_PUBLIC_KEYS: publicKeys }),
  'HS256 by Web Crypto': await readKeys({ ...base, JWT_PREVIOUS_PUBLIC_KEYS: publicKeys }),
  ...Object.fromEntries(
    await Promise.all(
      pairs.map(async ({ alg, privatePem }) => {
        const JWT_PRIVATE_KEY = readPrivateKey(privatePem);
        const settings = { ...base, JWT_PRIVATE_KEY, JWT_PREVIOUS_PUBLIC_KEYS: publicKeys };
        return [alg, await loadKeys(settings)] as const;
      }),
    ),
  ),
};

describe.each(Object.entries(RINGS))('with tokens signed by %s', (name, keys) => {
  const during = <T>(act: () => Promise<T>) => withChanged(ctx, { keys }, act);
  const known = name === 'HS256 alone' ? [] : pairs;

  it.each(['access', 'refresh'] as const)('a real %s token opens its own doors alone', (type) =>
    during(async () => {
      const pair = await signIn();
      expect(decodeProtectedHeader(pair[type]).alg).toBe(name.split(' ')[0]);
      for (const [door, open] of Object.entries(doors)) {
        const isOwn = (OWN_DOORS[type] as readonly string[]).includes(door);
        expect(await open(pair[type]), door).toBe(isOwn ? 200 : 401);
      }
    }),
  );

  it.each(['access', 'refresh'] as const)(
    'more than 300 forgeries of an %s token open none, and break nothing',
    (type) =>
      during(async () => {
        const fresh = await signIn();
        const attacks = attackTokens(fresh[type], secret, known);
        expect(attacks.length).toBeGreaterThan(300);
        const opened: string[] = [];
        for (const [what, token] of attacks) {
          // Fields are trimmed, and so are headers.
          if (token.trim() === fresh[type]) continue;
          for (const [door, open] of Object.entries(doors)) {
            if (isCut(door, token) || (door.startsWith('gate') && OF_THE_DATABASE.test(what)))
              continue;
            const status = await open(token);
            const isBadField = status === 400 && (token.trim() === '' || token.includes('\0'));
            if (status !== null && status !== 401 && !isBadField)
              opened.push(`${door}: ${what}: ${status}`);
          }
        }
        expect(opened).toEqual([]);
      }),
    60_000,
  );
});
