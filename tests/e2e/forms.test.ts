import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { pageFixture, submit } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open, url } = pageFixture();

async function fillIn(page: Page, values: Record<string, string>) {
  await page.waitForSelector('button[type=submit]:enabled');
  for (const [name, value] of Object.entries(values)) await page.fill(`#${name}`, value);
}

describe('signing up', () => {
  it('can set a user name, which signs in as well', async () => {
    const page = await open();
    await page.goto('/auth/register');
    const names = { first_name: 'Grace', last_name: 'Hopper', username: 'Grace' };
    const passwords = { password: PASSWORD, re_password: PASSWORD };
    await fillIn(page, { ...names, email: 'grace@example.com', ...passwords });
    await submit(page);
    await page.waitForURL('**/dashboard');
    await page.context().clearCookies();
    await page.goto('/auth/login');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#email', 'grace');
    await page.fill('#password', PASSWORD);
    await submit(page);
    await page.waitForURL('**/dashboard');
  });

  it('with the address of an account leads to signing in', async () => {
    const { email } = await http().newPerson();
    const page = await open();
    await page.goto('/auth/register');
    const passwords = { password: PASSWORD, re_password: PASSWORD };
    await fillIn(page, { first_name: 'Ada', last_name: 'L', email, ...passwords });
    await submit(page);
    await page.locator('#email-errors').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/auth/login');
    await page.waitForSelector('#password:focus');
    expect(await page.inputValue('#email')).toBe(email);
  });
});

describe('a mail to activate an account', () => {
  it('is not mentioned if accounts need no activation', async () => {
    expect((await http().get('/auth/check-mail')).status).toBe(404);
    expect(await (await http().get('/auth/login')).text()).not.toContain('activation mail');
  });
});

describe('an error of a form', () => {
  it('replaces the error before it', async () => {
    const page = await open();
    await page.goto('/auth/login');
    await fillIn(page, { email: 'unknown@example.com', password: 'wrong' });
    await submit(page);
    await page.getByText('do not go together').waitFor();
    await page.route('**/api/jwt/create/', (route) => route.abort());
    await submit(page);
    await page.getByText('could not be reached').waitFor();
    expect(await page.locator('.Toastify__toast').count()).toBe(1);
  });

  it('names the address of the site if the page is open at another', async () => {
    const page = await open({ baseURL: url().replace('127.0.0.1', 'localhost') });
    await page.goto('/auth/login');
    await fillIn(page, { email: 'unknown@example.com', password: 'wrong' });
    await submit(page);
    await page.getByText(`Open ${url()} and try again.`).waitFor();
  });
});

describe('the confirmation before an account is deleted', () => {
  it('has the focus on its password, under the security policy of the page', async () => {
    const page = await open({ tokens: await http().newPerson(), bypassCSP: false });
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto('/account');
    await page.waitForSelector('button[type=submit]:enabled');
    const opener = page.getByRole('button', { name: 'Delete account …' });
    await opener.click();
    await page.waitForSelector('#delete-current-password:focus');
    await page.keyboard.press('Escape');
    await expect.poll(() => opener.evaluate((button) => button.matches(':focus'))).toBe(true);
    expect(problems).toEqual([]);
  });
});
