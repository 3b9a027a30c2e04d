import bcrypt from 'bcryptjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hashPassword, verifyPassword } from '@/lib/server/passwords/hash';
import { doOnEventLoop } from '@/lib/server/passwords/hash-work.mjs';

const COST = 4;

/** The work on the event loop of the test, where the real function is watched. */
const here = { doTask: doOnEventLoop };

/** The clock of `here`: one millisecond for each of bcrypt's rounds, and what a test adds. */
let clockMs = 0;

beforeEach(() => {
  clockMs = 0;
  const { compare } = bcrypt;
  vi.spyOn(bcrypt, 'compare').mockImplementation((text: string, hash: string) => {
    clockMs += 2 ** bcrypt.getRounds(hash);
    return compare(text, hash);
  });
});

/** Returns the rounds of bcrypt that are computed while the clock is the test's. */
async function roundsOf(act: () => Promise<unknown>): Promise<number> {
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
  vi.mocked(bcrypt.compare).mockClear();
  await act();
  clock.mockRestore();
  const costs = vi.mocked(bcrypt.compare).mock.calls.map(([, hash]) => bcrypt.getRounds(hash));
  return costs.reduce((work, cost) => work + 2 ** cost, 0);
}

const check = async (password: string, encoded: string | null) =>
  (await verifyPassword(password, encoded, COST)).isCorrect;

describe('hashPassword', () => {
  it('gives the form that Django stores', async () => {
    expect(await hashPassword('secret', 12)).toMatch(
      /^bcrypt_sha256\$\$2b\$12\$[./A-Za-z0-9]{53}$/,
    );
  });

  it('never gives the same hash twice', async () => {
    expect(await hashPassword('secret', COST)).not.toBe(await hashPassword('secret', COST));
  });
});

describe('verifyPassword', () => {
  it('accepts what Django 3.2 hashed', async () => {
    const byDjango = 'bcrypt_sha256$$2b$12$3IRdWfWlSZTOlyhRrAPtKuLbrja74FxHWcR1R.8jnsLFcJlJAWM4u';
    expect(await check('pässwörd 密码', byDjango)).toBe(true);
  });

  it.each([
    ['the last of 100 characters', 'a'.repeat(99), 'b', 'c'],
    ['letter case', 'secre', 't', 'T'],
    ['what follows a NUL', 'a\0', 'b', 'c'],
    ['a trailing space', 'secret', ' ', ''],
    ['a fourth-plane character', '', '😀', '😁'],
    ['the byte behind bcrypt’s limit', 'a'.repeat(72), 'b', 'c'],
  ])('tells passwords apart by %s', async (_, start, right, wrong) => {
    const encoded = await hashPassword(start + right, COST);
    expect(await check(start + right, encoded)).toBe(true);
    expect(await check(start + wrong, encoded)).toBe(false);
  });

  it.each([
    ['no account', null],
    ['an unusable password', '!kept-by-nobody'],
    ['a hash of an unknown kind', 'md5$salt$hash'],
    ['a damaged hash', 'bcrypt_sha256$$2b$12$short'],
    ['a damaged salt', `bcrypt_sha256$$9z$xx$${'.'.repeat(53)}`],
    ['an empty hash', ''],
  ])('refuses everything for %s', async (_, encoded) => {
    for (const password of ['', '!', '!kept-by-nobody', 'secret']) {
      expect(await check(password, encoded)).toBe(false);
    }
  });

  it.each([
    ['no account', null],
    ['an unusable password', '!kept-by-nobody'],
    ['a hash of today’s cost', 7],
    ['a hash of a lower cost', 5],
    ['plain bcrypt', 'bcrypt$$2b$04$QfK0KoiI454wBGCDoEH1/ebsp46gI08qT8.g1vxpk04I1bM6yOxxS'],
    ['another kind of hash', `pbkdf2_sha256$1000$salt$${'A'.repeat(43)}=`],
    ['a hash that is too dear', `bcrypt_sha256$$2b$31$${'.'.repeat(53)}`],
  ])('does as much work for %s as for any other', async (_, stored) => {
    const encoded = typeof stored === 'number' ? await hashPassword('right', stored) : stored;
    expect(await roundsOf(() => verifyPassword('wrong', encoded, 7, here))).toBe(2 ** 7);
  });

  it.each([
    [0, 128],
    [3, 128],
    [16, 112],
    [75, 48],
    [127, 0],
    [500, 0],
  ])(
    'gives another kind of hash that takes %i rounds’ time the rest of it: %i',
    async (derivedMs, rest) => {
      const encoded = `pbkdf2_sha256$1$salt$${'A'.repeat(43)}=`;
      // A thread knows the time of a round by an earlier check.
      await roundsOf(() => verifyPassword('wrong', null, 7, here));
      const found = await roundsOf(() => {
        // The clock is read before the key is derived, and after.
        const [before, after] = [clockMs, clockMs + derivedMs];
        vi.mocked(performance.now).mockReturnValueOnce(before).mockReturnValueOnce(after);
        return verifyPassword('wrong', encoded, 7, here);
      });
      expect(found).toBe(rest);
    },
  );

  it('asks for renewal of a weaker hash, and only then', async () => {
    const weak = await hashPassword('secret', 4);
    expect(await verifyPassword('secret', weak, 5)).toEqual({ isCorrect: true, needsRehash: true });
    expect(await verifyPassword('secret', weak, 4)).toEqual({
      isCorrect: true,
      needsRehash: false,
    });
    expect(await verifyPassword('wrong', weak, 5)).toEqual({
      isCorrect: false,
      needsRehash: false,
    });
  });

  const [composed, decomposed] = ['caf\u00e9 ol\u00e9', 'cafe\u0301 ole\u0301'];

  it.each([
    [composed, decomposed],
    [decomposed, composed],
    ['vi\u1ec7t ng\u1eef', 'vi\u00ea\u0323t ngu\u031b\u0303'],
  ])(
    'accepts what was set as %j where a system types it as %j, and says how it was set',
    async (set, typed) => {
      const [today, weak] = [await hashPassword(set, 5), await hashPassword(set, 4)];
      expect(await verifyPassword(set, today, 5)).toEqual({ isCorrect: true, needsRehash: false });
      expect(await verifyPassword(typed, today, 5)).toMatchObject({
        isCorrect: true,
        needsRehash: false,
      });
      expect(await verifyPassword(typed, weak, 5)).toEqual({
        isCorrect: true,
        needsRehash: true,
        otherForm: set,
      });
      expect(await check(`${typed}e`, today)).toBe(false);
    },
  );

  it('accepts no text that only looks alike', async () => {
    const encoded = await hashPassword('of\ufb01ce', COST);
    for (const other of ['office', 'OFFICE', 'of\ufb01ce ']) {
      expect(await check(other, encoded)).toBe(false);
    }
  });

  it.each([
    ['no account', null],
    ['an unusable password', '!kept-by-nobody'],
    ['the same form', composed],
    ['the other form', decomposed],
    ['another password', 'right'],
    ['another kind of hash', `pbkdf2_sha256$1000$salt$${'A'.repeat(43)}=`],
  ])('makes both checks of a password with two forms for %s', async (_, stored) => {
    const isKept = stored === null || /[!$]/.test(stored);
    const encoded = isKept ? stored : await hashPassword(stored, 6);
    expect(await roundsOf(() => verifyPassword(composed, encoded, 6, here))).toBe(2 * 2 ** 6);
  });
});
