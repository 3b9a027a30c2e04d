import { describe, expect, it } from 'vitest';
import { pageHeaders } from '@/lib/edge/page-headers';
import { apiHeaders, NOT_CACHED } from '@/lib/edge/security-headers';

const http = { SITE_URL: 'http://localhost:3000' };
const https = { SITE_URL: 'https://app.example.com' };

describe('pageHeaders', () => {
  it('let only scripts with the nonce run, and no page frame this one', () => {
    const policy = pageHeaders(http, 'abc', '/')['Content-Security-Policy'] ?? '';
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toMatch(/unsafe-(?:inline|eval)/);
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule);
    }
  });
});

describe('Referrer-Policy', () => {
  it('tells no other site the address of a page behind a link', () => {
    for (const path of ['/password-reset/MQ/x', '/activation/MQ/x', '/email-undo/MQ/x/']) {
      expect(pageHeaders(http, 'abc', path)['Referrer-Policy']).toBe('no-referrer');
    }
    expect(pageHeaders(http, 'abc', '/password-reset')['Referrer-Policy']).toBe('same-origin');
  });

  it('tells no other site the address of a page that a provider sends users back to', () => {
    for (const path of ['/auth/google', '/auth/google/', '/auth/my_company']) {
      expect(pageHeaders(http, 'abc', path)['Referrer-Policy']).toBe('no-referrer');
    }
    for (const path of ['/auth/login', '/auth/login/', '/auth/check-mail', '/dashboard']) {
      expect(pageHeaders(http, 'abc', path)['Referrer-Policy']).toBe('same-origin');
    }
  });
});

describe.each([
  ['pages', (env: typeof http) => pageHeaders(env, 'abc', '/')],
  ['the API', (env: typeof http) => ({ ...apiHeaders(env), ...NOT_CACHED })],
])('headers of %s', (_, headers) => {
  it('keep answers out of caches and types out of doubt', () => {
    expect(headers(http)).toMatchObject({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  it('insist on https for a year if the site has it', () => {
    expect(headers(http)).not.toHaveProperty('Strict-Transport-Security');
    expect(headers(https)['Strict-Transport-Security']).toBe('max-age=31536000; includeSubDomains');
  });
});
