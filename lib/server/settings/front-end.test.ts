import { describe, expect, it } from 'vitest';
import { settingsHints } from '@/lib/server/settings/hints';
import { parseSettings } from '@/lib/server/settings/settings';

const secret = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' };
const page = 'activate/{uid}/{token}';
const parse = (settings: Record<string, string>) => parseSettings({ ...secret, ...settings });
const parsePage = (path: string) =>
  parse({ FRONTEND_URL: 'https://app.example.com', ACTIVATION_URL: path }).ACTIVATION_URL;

describe('FRONTEND_URL', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://app.example.com/', 'https://app.example.com'],
    ['https://example.com:8443/app/', 'https://example.com:8443/app'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://[::1]:5173/app', 'http://[::1]:5173/app'],
  ])('is %s', (text, address) => {
    expect(parse({ FRONTEND_URL: text, ACTIVATION_URL: page }).FRONTEND_URL).toBe(address);
  });

  it.each([
    'http://app.example.com',
    'http://app.localhost:3000',
    'https://user:secret@app.example.com',
    'https://app.example.com?to=',
    'https://app.example.com#/',
    'https://app.example.com/#',
    'javascript:alert(1)',
    '//app.example.com',
    'app.example.com',
  ])('is never %s', (text) => {
    expect(() => parse({ FRONTEND_URL: text })).toThrow('FRONTEND_URL must be an https address');
  });

  it('is required by the page of a link, and useless without one', () => {
    expect(() => parse({ PASSWORD_RESET_CONFIRM_URL: page })).toThrow(
      'FRONTEND_URL is missing: name the address of the front end that has the page of PASSWORD_RESET_CONFIRM_URL',
    );
    const hints = (settings: Record<string, string>) => settingsHints(parse(settings), {});
    const alone = { FRONTEND_URL: 'https://app.example.com' };
    expect(hints(alone)).toContainEqual(expect.stringContaining('does nothing by itself'));
    expect(hints({ ...alone, ACTIVATION_URL: page })).not.toContainEqual(
      expect.stringContaining('does nothing by itself'),
    );
  });
});

describe('the page of a link', () => {
  it.each([
    page,
    '#/activate/{uid}/{token}',
    'activate?uid={uid}&token={token}',
    'a/{token}/{uid}',
  ])('is %s', (path) => {
    expect(parsePage(path)).toBe(path);
  });

  it('may begin with the slash that joins it to the address', () => {
    expect(parsePage(`/${page}`)).toBe(page);
  });

  it.each([
    'activate/{uid}',
    'activate/{uid}/{token}/{token}',
    'activate/{uid}/{token}/{name}',
    '{protocol}://{domain}/{uid}/{token}',
    'https://evil.example/{uid}/{token}',
    'javascript:{uid}{token}',
    '//evil.example/{uid}/{token}',
    '/\\evil.example/{uid}/{token}',
    '\\\\evil.example/{uid}/{token}',
    '../{uid}/{token}',
    'a/../../{uid}/{token}',
    '%2e%2e/%2E./{uid}/{token}',
    'activate/{uid}/{token} and more',
    'activate/{uid}/{token}\nBcc: b@example.com',
    'activate/{uid}/{token}"><b>',
  ])('is never %j', (path) => {
    expect(() => parsePage(path)).toThrow('ACTIVATION_URL must be a path below FRONTEND_URL');
  });
});
