import { expect, it } from 'vitest';
import { parseSettings } from '../env';
import { isRedirectAllowed } from './redirects';

const settings = (REDIRECT_URLS: string) =>
  parseSettings({ JWT_SECRET: 'x'.repeat(32), SITE_URL: 'https://app.example.com', REDIRECT_URLS });

it('people may come back to the page of that provider, if nothing else is said', () => {
  const url = 'https://app.example.com/auth/google';
  expect(isRedirectAllowed(settings(''), 'google', url)).toBe(true);
  for (const other of [`${url}/`, `${url}?x`, `${url}#`, url.toUpperCase(), '/auth/google', '']) {
    expect(isRedirectAllowed(settings(''), 'google', other), other).toBe(false);
  }
  expect(isRedirectAllowed(settings(''), 'github', url)).toBe(false);
});

it('people may come back to what REDIRECT_URLS names, to the letter, and nowhere else', () => {
  const listed = settings('https://a.example/cb?x=1, com.example.app:/cb\nhttp://localhost:5/a');
  for (const url of ['https://a.example/cb?x=1', 'com.example.app:/cb', 'http://localhost:5/a']) {
    expect(isRedirectAllowed(listed, 'google', url), url).toBe(true);
    expect(isRedirectAllowed(listed, 'google', `${url}/`), url).toBe(false);
  }
  expect(isRedirectAllowed(listed, 'google', 'https://a.example/cb?x=1,')).toBe(false);
  expect(isRedirectAllowed(listed, 'google', 'https://app.example.com/auth/google')).toBe(false);
});
