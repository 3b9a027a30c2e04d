import { describe, expect, it } from 'vitest';
import {
  endedPath,
  loginPath,
  safeNextPath,
  signedInPath,
  wayBackTo,
  withFragment,
  zoneOf,
} from '@/lib/shared/routes';

describe('zoneOf', () => {
  it.each([
    ['/', 'public'],
    ['/dashboard', 'protected'],
    ['/dashboard/', 'protected'],
    ['/dashboard/x', 'protected'],
    ['/account/devices', 'protected'],
    ['/dashboards', 'public'],
    ['/auth/login', 'guest'],
    ['/auth/login/', 'guest'],
    ['/nope', 'public'],
  ])('puts %s into %s', (path, zone) => {
    expect(zoneOf(path)).toBe(zone);
  });
});

describe('safeNextPath', () => {
  it.each(['/dashboard', '/account?tab=1#top', '/a/%2e%2e/b', '/?q=//evil'])(
    'keeps %s, a page of this site',
    (next) => {
      expect(new URL(safeNextPath(next) ?? 'x:', 'http://here').origin).toBe('http://here');
    },
  );

  it.each([
    null,
    '',
    'dashboard',
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/auth/login',
    '/auth/login/?next=/auth/login',
    '/api/logout/',
    '/_next/static/x.js',
    `/${'a'.repeat(1100)}`,
  ])('drops %j', (next) => {
    expect(safeNextPath(next)).toBeNull();
  });
});

describe('loginPath', () => {
  it('carries a path of this site along, and nothing else', () => {
    expect(loginPath('/dashboard?a=1')).toBe('/auth/login?next=%2Fdashboard%3Fa%3D1');
    expect(loginPath('//evil.example')).toBe('/auth/login');
    expect(loginPath(null)).toBe('/auth/login');
  });
});

describe('the fragment of a page', () => {
  it('belongs to a `next` without one', () => {
    expect(withFragment('/account?tab=1', '#devices')).toBe('/account?tab=1#devices');
    expect(withFragment('/account#password', '#devices')).toBe('/account#password');
    expect(withFragment('/account', '')).toBe('/account');
    expect(withFragment(null, '#devices')).toBeNull();
  });

  it('that makes `next` too long is left out', () => {
    expect(withFragment('/account', `#${'a'.repeat(1100)}`)).toBe('/account');
  });

  it('leads on with the query of a sign-in page, and alone leads nowhere', () => {
    expect(signedInPath('?next=%2Faccount', '#devices')).toBe('/account#devices');
    expect(signedInPath('', '#devices')).toBe('/dashboard');
    expect(signedInPath('?next=%2F%2Fevil.example', '#devices')).toBe('/dashboard');
  });

  it('is on the way back to a page, with the query', () => {
    const address = { pathname: '/account', search: '?tab=1', hash: '#devices' };
    expect(loginPath(wayBackTo(address))).toBe('/auth/login?next=%2Faccount%3Ftab%3D1%23devices');
  });
});

describe('endedPath', () => {
  it('adds the reason once, whatever the query is', () => {
    const add = (path: string) => endedPath(path, 'session_expired');
    expect(add('/auth/login')).toBe('/auth/login?ended=session_expired');
    expect(add('/auth/login?next=/a?b')).toBe('/auth/login?next=/a?b&ended=session_expired');
    expect(add('/auth/login?ended=x')).toBe('/auth/login?ended=x');
    expect(endedPath('/auth/login?next=/a', null)).toBe('/auth/login?next=/a');
  });

  it('leads on to the page that was asked for, all the same', () => {
    const path = endedPath(loginPath('/account?tab=1#devices'), 'session_reused');
    expect(signedInPath(new URL(path, 'http://here').search)).toBe('/account?tab=1#devices');
  });
});
