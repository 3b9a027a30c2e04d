import { describe, expect, it } from 'vitest';
import type { User } from '../../../db/schema';
import type { Settings } from '../env';
import { decodeUid, encodeUid, matchLink, signLink } from './link-token';

const settings = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' } as Settings;
const now = new Date('2026-01-01T00:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const user = {
  id: 7,
  email: 'ada@example.com',
  password: 'hash',
  pendingEmail: 'new@example.com',
  previousEmail: null,
} as User;

describe('a uid', () => {
  it.each([1, 7, 123456789012345])('names the id %i and reads back', (id) => {
    expect(encodeUid(id)).toMatch(/^[\w-]+$/);
    expect(decodeUid(encodeUid(id))).toBe(id);
  });

  it.each([
    '',
    'MQ==',
    'MQ ',
    'MDE',
    'LTE',
    'MS4w',
    'MA',
    'x'.repeat(500),
    'OTk5OTk5OTk5OTk5OTk5OTk5',
  ])('%j names nobody', (uid) => {
    expect(decodeUid(uid)).toBeNull();
  });
});

describe('a link’s token', () => {
  const purposes = [
    ['activation', 3 * 86_400],
    ['password-reset', 3600],
    ['email-confirm', 86_400],
    ['email-undo', 86_400],
    ['email-reset', 86_400],
  ] as const;

  it.each(purposes)('for %s ends after %i seconds', (purpose, seconds) => {
    const token = signLink(purpose, user, settings, now);
    expect(matchLink(purpose, user, token, settings, later(seconds - 1))).not.toBeNull();
    expect(matchLink(purpose, user, token, settings, later(seconds))).toBeNull();
    expect(matchLink(purpose, user, token, settings, later(-60))).toBeNull();
  });

  it.each(purposes)('for %s opens nothing else', (purpose) => {
    const token = signLink(purpose, user, settings, now);
    for (const [other] of purposes.filter(([name]) => name !== purpose)) {
      expect(matchLink(other, user, token, settings, now)).toBeNull();
    }
    expect(matchLink(purpose, { ...user, id: 8 }, token, settings, now)).toBeNull();
    const rotated = { ...settings, JWT_SECRET: 'another-secret-of-at-least-32-bytes!' };
    expect(matchLink(purpose, user, token, rotated, now)).toBeNull();
  });

  it.each(['activation', 'password-reset', 'email-confirm', 'email-reset'] as const)(
    'for %s dies with a change of password or address',
    (purpose) => {
      const token = signLink(purpose, user, settings, now);
      for (const change of [{ password: 'other' }, { email: 'b@example.com' }]) {
        expect(matchLink(purpose, { ...user, ...change }, token, settings, now)).toBeNull();
      }
    },
  );

  it('to undo leads back to its address before and after confirmation, and no further', () => {
    const token = signLink('email-undo', user, settings, now);
    expect(matchLink('email-undo', user, token, settings, now)).toEqual([user.email]);
    const moved = {
      ...user,
      email: 'new@example.com',
      pendingEmail: null,
      previousEmail: user.email,
    };
    expect(matchLink('email-undo', moved, token, settings, now)).toEqual([user.email]);
    const done = { ...user, pendingEmail: null };
    expect(matchLink('email-undo', done, token, settings, now)).toBeNull();
  });

  it('in another spelling is none', () => {
    const token = signLink('activation', user, settings, now);
    for (const bad of [
      '',
      token.slice(0, -1),
      `${token}A`,
      ` ${token}`,
      `0${token}`,
      token.toUpperCase(),
      token.replace('-', '--'),
      `${token.slice(0, -1)}=`,
      'x'.repeat(10_000),
    ]) {
      expect(matchLink('activation', user, bad, settings, now), bad).toBeNull();
    }
  });
});
