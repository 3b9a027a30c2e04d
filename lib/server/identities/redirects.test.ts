import { expect, it } from 'vitest';
import { isRedirectAllowed, offeredProviders } from '@/lib/server/identities/redirects';
import { parseSettings } from '@/lib/server/settings/settings';

const settings = (REDIRECT_URLS: string) =>
  parseSettings({ JWT_SECRET: 'x'.repeat(32), SITE_URL: 'https://app.example.com', REDIRECT_URLS });

const google = { slug: 'google', answersBy: 'query' } as const;
const github = { slug: 'github', answersBy: 'query' } as const;
const apple = { slug: 'apple', answersBy: 'form_post' } as const;

it('people may come back to the page of that provider, if nothing else is said', () => {
  const url = 'https://app.example.com/auth/google';
  expect(isRedirectAllowed(settings(''), google, url)).toBe(true);
  for (const other of [`${url}/`, `${url}?x`, `${url}#`, url.toUpperCase(), '/auth/google', '']) {
    expect(isRedirectAllowed(settings(''), google, other), other).toBe(false);
  }
  expect(isRedirectAllowed(settings(''), github, url)).toBe(false);
});

it('people come back by way of the API from a provider that has them post its answer', () => {
  const allowed = (url: string) => isRedirectAllowed(settings(''), apple, url);
  expect(allowed('https://app.example.com/api/o/apple/return/')).toBe(true);
  expect(allowed('https://app.example.com/api/o/apple/return')).toBe(false);
  expect(allowed('https://app.example.com/auth/apple')).toBe(false);
  expect(
    isRedirectAllowed(settings(''), google, 'https://app.example.com/api/o/google/return/'),
  ).toBe(false);
});

it('each provider is offered with the one address that it may send people back to', () => {
  const providers = [
    { ...google, label: 'Google' },
    { ...apple, label: 'Apple' },
  ];
  const offered = offeredProviders({ settings: settings(''), providers });
  expect(offered.map(({ slug, label }) => `${slug} ${label}`)).toEqual([
    'google Google',
    'apple Apple',
  ]);
  for (const [at, provider] of providers.entries()) {
    const { redirectUri = '' } = offered[at] ?? {};
    expect(isRedirectAllowed(settings(''), provider, redirectUri)).toBe(true);
  }
});

it('people may come back to what REDIRECT_URLS names, to the letter, and nowhere else', () => {
  const listed = settings('https://a.example/cb?x=1, com.example.app:/cb\nhttp://localhost:5/a');
  for (const url of ['https://a.example/cb?x=1', 'com.example.app:/cb', 'http://localhost:5/a']) {
    expect(isRedirectAllowed(listed, google, url), url).toBe(true);
    expect(isRedirectAllowed(listed, google, `${url}/`), url).toBe(false);
  }
  expect(isRedirectAllowed(listed, google, 'https://a.example/cb?x=1,')).toBe(false);
  expect(isRedirectAllowed(listed, google, 'https://app.example.com/auth/google')).toBe(false);
});
