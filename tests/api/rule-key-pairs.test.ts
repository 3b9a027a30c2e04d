import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import { readPrivateKey, readPublicKeys } from '@/lib/server/settings/key-pairs';
import { loadKeys } from '@/lib/server/settings/signing';
import { ApiClient } from '@/tests/support/api-client';
import { newPair, type TestPair } from '@/tests/support/key-pairs';
import { signIn, signUp, tokensOf } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';
import { tokenDoors } from '@/tests/support/token-doors';

const app = await startTestApp();
const { ctx, clock } = app;
await signUp();

const [ed, ec] = [await newPair('EdDSA'), await newPair('ES256')];
const { gate, bearer } = tokenDoors(app);
const renew = (token: string) =>
  new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } });

/** The status that pages and the API both give an access token. */
const statusOf = async (access: string) => {
  const status = await bearer?.(access);
  expect(await gate?.(access)).toBe(status);
  return status;
};

/** Runs `act` in a process that signs by a pair, or by its secret, and knows these public keys. */
async function during<T>(signing: TestPair | null, known: TestPair[], act: () => Promise<T>) {
  const settings = {
    ...ctx.settings,
    JWT_PRIVATE_KEY: signing ? readPrivateKey(signing.privatePem) : undefined,
    JWT_PREVIOUS_PUBLIC_KEYS: readPublicKeys(known.map(({ publicPem }) => publicPem).join('')),
  };
  return withChanged(ctx, { settings, keys: await loadKeys(settings) }, act);
}

describe('a change of the signing key', () => {
  it('from a secret to a pair, to another and back signs no user out', async () => {
    const steps = [
      [null, []],
      [ed, []],
      [ec, [ed]],
      [null, [ed, ec]],
    ] as const;
    const pairs = [await signIn()];
    for (const [signing, known] of steps) {
      await during(signing, [...known], async () => {
        for (const { access } of pairs) expect(await statusOf(access)).toBe(200);
        const renewed = await Promise.all(pairs.map(async (p) => tokensOf(await renew(p.refresh))));
        for (const { access } of renewed) {
          expect(decodeProtectedHeader(access).alg).toBe(signing?.alg ?? 'HS256');
          expect(await statusOf(access)).toBe(200);
        }
        pairs.splice(0, Infinity, ...renewed, await signIn());
      });
    }
    expect(pairs).toHaveLength(5);
  });

  it('is known in advance to processes that change later', async () => {
    const pair = await during(ed, [], () => signIn());
    expect(await statusOf(pair.access)).toBe(401);
    await during(null, [ed], async () => {
      expect(await statusOf(pair.access)).toBe(200);
      expect((await renew(pair.refresh)).status).toBe(200);
    });
  });

  it.each([ed, ec])('refuses what a withdrawn $alg key signed, at once', async (pair) => {
    const { access, refresh: token } = await during(pair, [], () => signIn());
    const other = pair === ed ? ec : ed;
    for (const signing of [null, other]) {
      await during(signing, [], async () => {
        expect(await statusOf(access)).toBe(401);
        expect((await renew(token)).status).toBe(401);
      });
    }
  });

  it.each([ed, ec])('leaves the secret out once it is replaced under $alg', async (pair) => {
    const { access } = await signIn();
    await withChanged(ctx.settings, { JWT_SECRET: 'a-new-secret-of-at-least-32-bytes' }, () =>
      during(pair, [], async () => expect(await statusOf(access)).toBe(401)),
    );
  });
});

describe.each([ed, ec])('a refresh token signed by $alg', (pair) => {
  it('gets 20 that ask at once successors that are equally good', () =>
    during(pair, [], async () => {
      const { refresh: token } = await signIn();
      const answers = await Promise.all(Array.from({ length: 20 }, () => renew(token)));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      const claims = answers.map((answer) => JSON.stringify(decodeJwt(tokensOf(answer).refresh)));
      expect(new Set(claims).size).toBe(1);
      const texts = new Set(answers.map(({ text }) => text));
      expect(texts.size).toBe(pair.alg === 'EdDSA' ? 1 : 20);
      for (const answer of answers) expect(await statusOf(tokensOf(answer).access)).toBe(200);
    }));

  it('may be used again within the grace, and each of its successors, by each client that has it', () =>
    during(pair, [], async () => {
      const { refresh: token } = await signIn();
      const first = tokensOf(await renew(token));
      clock.advance(10);
      const second = tokensOf(await renew(token));
      const thirds = [await renew(first.refresh), await renew(second.refresh)];
      for (const third of thirds) expect(await statusOf(tokensOf(third).access)).toBe(200);
    }));

  it('ends its session when it comes back later than that', () =>
    during(pair, [], async () => {
      const { refresh: token } = await signIn();
      const { access } = tokensOf(await renew(token));
      clock.advance(11);
      expect((await renew(token)).status).toBe(401);
      expect(await bearer?.(access)).toBe(401);
    }));
});
