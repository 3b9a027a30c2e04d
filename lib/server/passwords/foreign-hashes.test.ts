import { hashSync } from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import { readForeignHash } from '@/lib/server/passwords/foreign-hashes';
import { verifyPassword } from '@/lib/server/passwords/hash';
import { DJANGO_HASHES, DJANGO_PASSWORD } from '@/tests/support/django-hashes';

const COST = 4;

describe.each(Object.entries(DJANGO_HASHES))('%s', (kind, encoded) => {
  it('opens with the password, and asks for renewal unless it is today’s kind', async () => {
    expect(await verifyPassword(DJANGO_PASSWORD, encoded, COST)).toEqual({
      isCorrect: true,
      needsRehash: kind !== 'bcrypt_sha256',
    });
  });

  it.each([
    '',
    'secret',
    `${DJANGO_PASSWORD} `,
    `${DJANGO_PASSWORD}\0`,
    `${DJANGO_PASSWORD}\0${DJANGO_PASSWORD}`,
    '!',
  ])('refuses %j', async (wrong) => {
    const verdict = await verifyPassword(wrong, encoded, COST);
    expect(verdict).toEqual({ isCorrect: false, needsRehash: false });
  });

  it('is refused when damaged', async () => {
    const parts = encoded.split('$');
    const damaged = [
      ...parts.map((_, at) => parts.toSpliced(at, 1).join('$')),
      ...parts.map((_, at) => parts.with(at, '0').join('$')),
      ...parts.map((_, at) => parts.with(at, '-1').join('$')),
      encoded.slice(0, -1),
      `${encoded}A`,
      `${encoded}$`,
      encoded.toUpperCase(),
    ].filter((text) => text !== encoded);
    for (const text of damaged) {
      expect((await verifyPassword(DJANGO_PASSWORD, text, COST)).isCorrect, text).toBe(false);
    }
  });
});

describe('what would cost too much is refused at once', () => {
  const hash32 = `${'A'.repeat(43)}=`;
  const hash64 = `${'A'.repeat(86)}==`;
  it.each([
    `pbkdf2_sha256$1000000000$salt$${hash32}`,
    `pbkdf2_sha256$${'9'.repeat(40)}$salt$${hash32}`,
    `pbkdf2_sha1$5000001$salt$${'A'.repeat(27)}=`,
    `scrypt$1073741824$salt$8$1$${hash64}`,
    `scrypt$16384$salt$8$9999$${hash64}`,
    `scrypt$2$salt$99999$99999$${hash64}`,
    `scrypt$16383$salt$8$1$${hash64}`,
    'argon2$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA',
    'argon2$argon2id$v=19$m=65536,t=999999999,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA',
    'argon2$argon2id$v=19$m=64,t=1,p=255$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA',
    `bcrypt_sha256$$2b$31$${'.'.repeat(53)}`,
    `bcrypt$$2b$17$${'.'.repeat(53)}`,
  ])('%s', async (encoded) => {
    const start = performance.now();
    expect((await verifyPassword('secret', encoded, COST)).isCorrect).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('a kind that Django has not enabled by itself', () => {
  it.each([
    'md5$salt$67a1e09bb1f83f5007dc119c14d663aa',
    'sha1$$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    'constructor$a$b',
    '__proto__$a$b',
    '$',
  ])('is refused: %s', async (encoded) => {
    expect(readForeignHash(encoded)).toBe(null);
    expect((await verifyPassword('password', encoded, COST)).isCorrect).toBe(false);
  });
});

describe('a password longer than the 72 bytes that bcrypt sees', () => {
  const encoded = `bcrypt$${hashSync('a'.repeat(80), COST)}`;

  it('opens as in Django, and is not renewed: what was cut may have been mistyped', async () => {
    const verdict = await verifyPassword(`${'a'.repeat(72)}b`, encoded, COST);
    expect(verdict).toEqual({ isCorrect: true, needsRehash: false });
  });
});
