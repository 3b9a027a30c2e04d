import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFlaws, openMenu, pageFixture, submit } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open } = pageFixture({
  GOOGLE_AUTH_KEY: 'of no app',
  GOOGLE_AUTH_SECRET: 'of no app',
  SOCIAL_AUTH_GITHUB_KEY: 'of no app',
  SOCIAL_AUTH_GITHUB_SECRET: 'of no app',
});

interface State {
  name: string;
  url: string;
  isSignedIn?: boolean;
  /** Replaces answers that the server would not give by itself. */
  prepare?: (page: Page) => Promise<unknown>;
  /** Brings the page into this state as a user would. */
  act?: (page: Page) => Promise<unknown>;
}

async function signInWrongly(page: Page) {
  await page.fill('#email', 'ada@example.com');
  await page.fill('#password', 'wrong');
  await submit(page);
}

/** Each page in each of its states. */
const STATES: State[] = [
  { name: 'home', url: '/' },
  { name: 'home signed in', url: '/', isSignedIn: true },
  { name: 'register', url: '/auth/register' },
  { name: 'register with errors', url: '/auth/register', act: submit },
  {
    name: 'register with a taken address',
    url: '/auth/register',
    async act(page) {
      const { email } = await http().newPerson();
      const names = { first_name: 'Ada', last_name: 'Lovelace', email };
      const form = { ...names, password: PASSWORD, re_password: PASSWORD };
      for (const [name, value] of Object.entries(form)) await page.fill(`#${name}`, value);
      await submit(page);
      await page.getByText('There is an account').waitFor();
    },
  },
  { name: 'login', url: '/auth/login' },
  {
    name: 'login under way',
    url: '/auth/login',
    async act(page) {
      await page.route('**/api/jwt/create/', () => {});
      await signInWrongly(page);
      await page.waitForSelector('[aria-busy=true]');
    },
  },
  {
    name: 'login refused',
    url: '/auth/login',
    async act(page) {
      await signInWrongly(page);
      await page.getByText('do not go together').waitFor();
      // Toasts slide in; on the way their colours mix with those of the page.
      await page.waitForTimeout(1000);
    },
  },
  {
    name: 'login after a provider was left',
    url: '/auth/google?error=access_denied&state=x',
    act: (page) => page.getByText('You are not signed in').waitFor(),
  },
  {
    name: 'address that a provider did not tell',
    url: '/auth/google?code=x&state=x',
    async prepare(page) {
      const json = { non_field_errors: ['Authentication failed: x'], code: ['nameEmail'] };
      const headers = { 'x-error-code': 'name_email' };
      await page.route('**/api/o/google/', (route) =>
        route.fulfill({ status: 400, json, headers }),
      );
    },
    act: (page) => page.getByText('Which address is yours?').waitFor(),
  },
  { name: 'dashboard', url: '/dashboard', isSignedIn: true },
  {
    name: 'dashboard with menu',
    url: '/dashboard',
    isSignedIn: true,
    act: (page) => openMenu(page, 'Ada'),
  },
  { name: 'password reset', url: '/password-reset' },
  {
    name: 'password reset sent',
    url: '/password-reset',
    async act(page) {
      await page.fill('#email', 'unknown@example.com');
      await submit(page);
      await page.getByText('Check your mail').waitFor();
    },
  },
  { name: 'dead link', url: '/password-reset/MQ/nothing' },
  { name: 'account', url: '/account', isSignedIn: true },
  {
    name: 'account with errors',
    url: '/account',
    isSignedIn: true,
    async act(page) {
      await page.waitForSelector('button[type=submit]:enabled');
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('Enter your new password.').waitFor();
    },
  },
  {
    name: 'account to be deleted',
    url: '/account',
    isSignedIn: true,
    async act(page) {
      await page.waitForSelector('button[type=submit]:enabled');
      await page.getByRole('button', { name: 'Delete account' }).click();
      await page.getByRole('heading', { name: 'Delete your account?' }).waitFor();
    },
  },
  { name: 'not found', url: '/nope' },
];

describe('in every size and colour scheme', () => {
  it.each(STATES)('$name: axe finds nothing, nothing overflows', async (state) => {
    const { name, url, isSignedIn, prepare, act } = state;
    const tokens = isSignedIn ? await http().newPerson() : undefined;
    const page = await open({ reducedMotion: 'reduce', tokens });
    await prepare?.(page);
    await page.goto(url);
    await act?.(page);
    expect(await findFlaws(page, name)).toEqual({});
  });
});

describe('with the keyboard alone', () => {
  it('a user can skip to the content, sign in and out', async () => {
    const { email } = await http().newPerson();
    const page = await open();
    const { keyboard } = page;
    await page.goto('/auth/login');
    await page.waitForSelector('button[type=submit]:enabled');
    await keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type(email);
    await keyboard.press('Tab');
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await page.waitForURL('**/dashboard');
    await page.getByRole('button', { name: 'Ada' }).focus();
    for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await keyboard.press(key);
    await page.waitForURL('**/auth/login');
  });
});
