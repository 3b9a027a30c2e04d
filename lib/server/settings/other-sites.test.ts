import { describe, expect, it } from 'vitest';
import { otherSiteHints } from '@/lib/server/settings/other-sites';

const hints = (SITE_URL: string, origin: string, mode: 'auto' | 'always' | 'never' = 'auto') =>
  otherSiteHints({ SITE_URL, CORS_ALLOWED_ORIGINS: [origin], AUTH_TOKENS_IN_BODY: mode });

describe('an allowed origin on another site', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.org'],
    ['https://app.example.com', 'http://app.example.com'],
    ['https://a.example.co.uk', 'https://b.other.co.uk'],
    ['https://mine.github.io', 'https://yours.github.io'],
    ['https://app.example.com', 'http://localhost:5173'],
    ['http://localhost:3000', 'http://127.0.0.1:3000'],
    ['https://app.example.com', 'capacitor://localhost'],
    ['http://localhost:3000', 'capacitor://localhost'],
  ])('is named with the setting that gives its pages tokens: %s, %s', (site, origin) => {
    for (const mode of ['auto', 'never'] as const) {
      const [hint, ...others] = hints(site, origin, mode);
      expect(others).toEqual([]);
      expect(hint).toContain(`CORS_ALLOWED_ORIGINS has ${origin}: `);
      expect(hint).toContain('AUTH_TOKENS_IN_BODY=always');
    }
    expect(hints(site, origin, 'always')).toEqual([]);
  });
});

it.each([
  ['https://app.example.com', 'https://www.example.com'],
  ['https://app.example.com', 'https://example.com:8443'],
  ['https://a.example.co.uk', 'https://b.example.co.uk'],
  ['http://localhost:3000', 'http://localhost:5173'],
  ['http://192.0.2.1:3000', 'http://192.0.2.1'],
  ['https://gate.intranet', 'https://gate.intranet:444'],
])('an allowed origin on the same site needs no word: %s, %s', (site, origin) => {
  expect(hints(site, origin)).toEqual([]);
});
