import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EmailChange, PendingIdentity, User } from '@/db/tables/schema';
import { decodeUid, encodeUid, isLinkFor, signLink } from '@/lib/server/links/token';
import type { Settings } from '@/lib/server/settings/settings';

const settings = {
  JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes',
  JWT_PREVIOUS_SECRETS: [] as string[],
} as Settings;
const now = new Date('2026-01-01T00:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const user = { id: 7, email: 'ada@example.com', password: 'hash', revision: 3 } as User;
const change = { id: 'a-change', confirmedAt: null } as EmailChange;
const subject = { user, change };
/** The same with another account, or another change. */
const withUser = (changes: Partial<User>) => ({ ...subject, user: { ...user, ...changes } });
const withChange = (changes: Partial<EmailChange>) => ({
  ...subject,
  change: { ...change, ...changes },
});

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
  ])('%j names no user', (uid) => {
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
    ['username-reset', 86_400],
  ] as const;

  it.each(purposes)('for %s ends after %i seconds', (purpose, seconds) => {
    const token = signLink(purpose, subject, settings, now);
    expect(isLinkFor(purpose, subject, token, settings, later(seconds - 1))).toBe(true);
    expect(isLinkFor(purpose, subject, token, settings, later(seconds))).toBe(false);
  });

  it.each(purposes)('for %s is good on a server whose clock is a minute behind', (purpose) => {
    const token = signLink(purpose, subject, settings, now);
    for (const ahead of [1, 30, 60]) {
      expect(isLinkFor(purpose, subject, token, settings, later(-ahead))).toBe(true);
    }
    expect(isLinkFor(purpose, subject, token, settings, later(-61))).toBe(false);
  });

  it.each(purposes)('for %s opens nothing else', (purpose) => {
    const token = signLink(purpose, subject, settings, now);
    for (const [other] of purposes.filter(([name]) => name !== purpose)) {
      expect(isLinkFor(other, subject, token, settings, now)).toBe(false);
    }
    expect(isLinkFor(purpose, withUser({ id: 8 }), token, settings, now)).toBe(false);
    const rotated = { ...settings, JWT_SECRET: 'another-secret-of-at-least-32-bytes!' };
    expect(isLinkFor(purpose, subject, token, rotated, now)).toBe(false);
    const named = { ...rotated, JWT_PREVIOUS_SECRETS: [settings.JWT_SECRET] };
    expect(isLinkFor(purpose, subject, token, named, now)).toBe(true);
    expect(isLinkFor(purpose, withUser({ id: 8 }), token, named, now)).toBe(false);
  });

  it.each(['password-reset', 'email-confirm', 'email-reset', 'username-reset'] as const)(
    'for %s dies with any change of the account',
    (purpose) => {
      const token = signLink(purpose, subject, settings, now);
      for (const changes of [{ password: 'x' }, { email: 'b@example.com' }, { revision: 4 }]) {
        expect(isLinkFor(purpose, withUser(changes), token, settings, now)).toBe(false);
      }
    },
  );

  it.each(['email-confirm', 'email-undo'] as const)('for %s is for one change alone', (purpose) => {
    const token = signLink(purpose, subject, settings, now);
    expect(isLinkFor(purpose, withChange({ id: 'another' }), token, settings, now)).toBe(false);
    const none = { user, change: null };
    expect(isLinkFor(purpose, none, token, settings, now)).toBe(false);
    expect(isLinkFor(purpose, none, signLink(purpose, none, settings, now), settings, now)).toBe(
      false,
    );
  });

  it('to confirm dies with confirmation, the one to undo outlives it and whatever follows', () => {
    const confirm = signLink('email-confirm', subject, settings, now);
    const undo = signLink('email-undo', subject, settings, now);
    const moved = {
      user: { ...user, email: 'new@example.com', password: 'thief', revision: 9 },
      change: { ...change, confirmedAt: now },
    };
    expect(
      isLinkFor('email-confirm', withChange({ confirmedAt: now }), confirm, settings, now),
    ).toBe(false);
    expect(isLinkFor('email-undo', moved, undo, settings, now)).toBe(true);
  });

  it('in another spelling is none', () => {
    const token = signLink('activation', subject, settings, now);
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
      expect(isLinkFor('activation', subject, bad, settings, now), bad).toBe(false);
    }
  });
});

describe('a link to a pending identity', () => {
  const purpose = 'identity-confirm';
  const pending = {
    id: 'pending',
    provider: 'google',
    subject: '4711',
    email: 'ada@example.com',
    createdAt: now,
  } as PendingIdentity;
  const about = (changes: Partial<PendingIdentity> = {}) => ({
    pending: { ...pending, ...changes },
  });
  const rotated = { ...settings, JWT_SECRET: 'another-secret-of-at-least-32-bytes!' };
  const named = { ...rotated, JWT_PREVIOUS_SECRETS: [settings.JWT_SECRET] };
  /** As the version before 2026-11-28 made it. */
  const former = createHmac('sha256', `claim:${settings.JWT_SECRET}`)
    .update(JSON.stringify(['claim', 'pending', 'google', '4711', 'ada@example.com']))
    .digest('base64url');

  it.each([
    ['of today', signLink(purpose, about(), settings, now)],
    ['of the version before', former],
  ])('%s is good for an hour, for it and its address alone', (_, token) => {
    expect(isLinkFor(purpose, about(), token, settings, later(3599))).toBe(true);
    expect(isLinkFor(purpose, about(), token, settings, later(3600))).toBe(false);
    expect(isLinkFor(purpose, about(), `${token.slice(0, -1)}=`, settings, now)).toBe(false);
    expect(isLinkFor(purpose, about(), token, rotated, now)).toBe(false);
    expect(isLinkFor(purpose, about(), token, named, now)).toBe(true);
    for (const other of ['id', 'provider', 'subject', 'email'] as const) {
      expect(isLinkFor(purpose, about({ [other]: 'another' }), token, settings, now)).toBe(false);
    }
    expect(isLinkFor('activation', subject, token, settings, now)).toBe(false);
  });

  it('opens no account, nor the other way round', () => {
    const token = signLink('password-reset', subject, settings, now);
    expect(isLinkFor(purpose, about(), token, settings, now)).toBe(false);
    const nameless = about({ email: null });
    const signed = signLink(purpose, nameless, settings, now);
    expect(isLinkFor(purpose, nameless, signed, settings, now)).toBe(false);
  });
});
