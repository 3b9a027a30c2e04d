import { parseSetCookie } from 'cookie';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '@/tests/support/browser';
import { openMenu } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';
import { type RunningServer, startServer } from '@/tests/support/server';

const ACCESS_SECONDS = 3;

// The main job in a real browser: sign up, sign in, stay signed in, sign out.
describe('the main journey', () => {
  let server: RunningServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];
  /** The tokens of the sign-in. */
  let tokens: string[];

  const heading = () => page.getByRole('heading', { level: 1 }).textContent();
  const path = () => new URL(page.url()).pathname;
  const sessionCookies = async () => {
    const cookies = await context.cookies();
    return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  };
  const letAccessTokenLapse = () => page.waitForTimeout((ACCESS_SECONDS + 1) * 1000);

  beforeAll(async () => {
    server = await startServer({ ACCESS_TOKEN_LIFETIME: `${ACCESS_SECONDS}s` });
    browser = await launchBrowser();
    context = await browser.newContext({ baseURL: server.url });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      // Refusals of the API are expected; a broken policy or a failed hydration is not.
      const isExpected = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isExpected) problems.push(message.text());
    });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('signs up, which signs in', async () => {
    await page.goto('/auth/register?next=/dashboard');
    await page.fill('#first_name', 'Ada');
    await page.fill('#last_name', 'Lovelace');
    await page.fill('#email', 'Ada@Example.com');
    await page.fill('#password', PASSWORD);
    await page.fill('#re_password', PASSWORD);
    await page.click('button[type=submit]');
    await page.getByRole('heading', { name: 'Hello, Ada.' }).waitFor();
    expect(path()).toBe('/dashboard');
  });

  it('signs in, and goes on to the query and the fragment of the page that was asked for', async () => {
    await context.clearCookies();
    await page.goto('/account?tab=1#devices');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.waitForURL('**/auth/register?next=%2Faccount%3Ftab%3D1%23devices');
    await page.getByRole('navigation').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/auth/login?next=%2Faccount%3Ftab%3D1%23devices');
    await page.fill('#email', 'ada@example.com');
    await page.fill('#password', PASSWORD);
    const answer = page.waitForResponse('**/api/jwt/create/');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account?tab=1#devices');
    const headers = await (await answer).headersArray();
    const cookies = headers.filter(({ name }) => name.toLowerCase() === 'set-cookie');
    tokens = cookies.map(({ value }) => parseSetCookie(value).value ?? '');
  });

  it('greets its user', async () => {
    await page.goto('/dashboard');
    expect(await heading()).toBe('Hello, Ada.');
    const text = await page.textContent('main');
    for (const fact of ['Ada', 'Lovelace', 'ada@example.com']) expect(text).toContain(fact);
  });

  it('keeps its tokens out of reach of scripts', async () => {
    expect(tokens).toHaveLength(3);
    const readable = await page.evaluate(() =>
      JSON.stringify([
        document.cookie,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.documentElement.outerHTML,
      ]),
    );
    for (const token of tokens) expect(readable).not.toContain(token);
  });

  it('stays signed in over a reload', async () => {
    await page.reload();
    expect(await heading()).toBe('Hello, Ada.');
  });

  it('stays signed in when the access token expires', async () => {
    const before = await sessionCookies();
    await letAccessTokenLapse();
    await page.reload();
    expect(path()).toBe('/dashboard');
    expect(await heading()).toBe('Hello, Ada.');
    const after = await sessionCookies();
    expect(after.refresh).not.toBe(before.refresh);
    expect(after.access).not.toBe(before.access);
  });

  it('renews an expired token for the scripts of an open page, and in two tabs at once', async () => {
    const other = await context.newPage();
    await other.goto('/dashboard');
    await letAccessTokenLapse();
    const askAsAComingBackTabDoes = (tab: Page) =>
      Promise.all([
        tab.waitForResponse((r) => r.url().endsWith('/api/users/me/') && r.ok()),
        tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
      ]);
    await Promise.all([askAsAComingBackTabDoes(page), askAsAComingBackTabDoes(other)]);
    await letAccessTokenLapse();
    await Promise.all([page.reload(), other.reload()]);
    expect(path()).toBe('/dashboard');
    expect(new URL(other.url()).pathname).toBe('/dashboard');
    await other.close();
  });

  it('skips the sign-in page while signed in', async () => {
    await page.goto('/auth/login');
    expect(path()).toBe('/dashboard');
  });

  it('signs out everywhere in the browser, and leaves nothing but the device cookie', async () => {
    const other = await context.newPage();
    await other.goto('/dashboard');
    await other.getByRole('button', { name: 'Ada' }).waitFor();
    await openMenu(page, 'Ada');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/auth/login');
    await page.getByText('You are signed out.').waitFor();
    await other.waitForURL('**/auth/login?next=%2Fdashboard');
    await other.getByText('You signed out in another tab.').waitFor();
    await other.close();
    expect(Object.keys(await sessionCookies())).toEqual(['device']);
  });

  it('is sent to sign in from then on, by the Back button too', async () => {
    await page.goBack();
    await page.waitForURL('**/auth/login**');
    expect(await page.textContent('body')).not.toContain('Lovelace');
    await page.goto('/dashboard');
    await page.waitForURL('**/auth/login?next=%2Fdashboard');
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
  });

  it('caused no error in the browser', () => {
    expect(problems).toEqual([]);
  });
});
