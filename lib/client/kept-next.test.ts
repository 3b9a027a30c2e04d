import { describe, expect, it, vi } from 'vitest';
import { forgetKeptNext, keepNext, takeNext } from '@/lib/client/kept-next';

const PATH = '/account?tab=1#devices';
const NOW = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

describe('the page to go on to after a mailed link', () => {
  it('is kept with query and fragment, for its own way alone, and used once', () => {
    keepNext('activation', PATH);
    expect(takeNext('password-reset')).toBeNull();
    expect(takeNext('activation')).toBe(PATH);
    expect(takeNext('activation')).toBeNull();
  });

  it('replaces the one before, and null forgets it', () => {
    keepNext('activation', '/dashboard');
    keepNext('activation', PATH);
    expect(takeNext('activation')).toBe(PATH);
    keepNext('activation', PATH);
    keepNext('activation', null);
    expect(takeNext('activation')).toBeNull();
  });

  it.each([
    ['activation', 72],
    ['password-reset', 24],
    ['identity-confirm', 24],
    ['provider', 1 / 6],
  ] as const)('counts for its time: %s', (way, hours) => {
    keepNext(way, PATH, NOW);
    expect(takeNext(way, NOW + hours * HOUR_MS)).toBe(PATH);
    keepNext(way, PATH, NOW);
    expect(takeNext(way, NOW + hours * HOUR_MS + 1)).toBeNull();
    keepNext(way, PATH, NOW);
    expect(takeNext(way, NOW - 1)).toBeNull();
  });

  it('is forgotten with all others', () => {
    keepNext('activation', PATH);
    keepNext('provider', PATH);
    forgetKeptNext();
    expect(localStorage).toHaveLength(0);
  });

  it.each(['//evil.example', 'javascript:alert(1)', '/auth/login', '/api/logout/'])(
    'is never %s, even if another script wrote it',
    (evil) => {
      keepNext('activation', evil);
      expect(localStorage).toHaveLength(0);
      localStorage.setItem('next-activation', `${NOW} ${evil}`);
      expect(takeNext('activation', NOW)).toBeNull();
    },
  );

  it.each(['', 'x', PATH, `-1 ${PATH}`, `1e3 ${PATH}`, `${NOW}`, `${NOW} /a\n//evil.example`])(
    'is none where the storage has %j',
    (text) => {
      localStorage.setItem('next-activation', text);
      expect(takeNext('activation', NOW)).toBeNull();
    },
  );

  it('is none where the browser allows no storage', () => {
    vi.stubGlobal('localStorage', undefined);
    keepNext('activation', PATH);
    expect(takeNext('activation')).toBeNull();
    forgetKeptNext();
  });
});
