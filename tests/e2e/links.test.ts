import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { linkTo as findLink } from '@/tests/support/mailed-links';
import { findFlaws, pageFixture, submit, takeScreenshot } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open, folder } = pageFixture({ SEND_ACTIVATION_EMAIL: 'true' });
const NEW_PASSWORD = 'an0ther-good-one';

const linkTo = (email: string, path: string) => findLink(folder(), email, path);

async function signUp(page: Page, email: string) {
  await page.goto('/auth/register');
  await page.waitForSelector('button[type=submit]:enabled');
  await page.fill('#first_name', 'Ada');
  await page.fill('#last_name', 'Lovelace');
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD);
  await page.fill('#re_password', PASSWORD);
  await submit(page);
}

/** Returns the text of the element that has the focus. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

/** Signs up and activates a user, who is signed in by that. */
async function activated(page: Page, email: string) {
  await signUp(page, email);
  await page.getByText('Check your mail').waitFor();
  const link = await linkTo(email, '/activation/');
  await page.goto(link);
  await page.getByText(`you are signed in as ${email}`).waitFor();
  await submit(page);
  await page.waitForURL('**/dashboard');
}

describe('signing up with activation mails', () => {
  it('leads to a page about the mail, whose link signs in, and later says that it was used', async () => {
    const page = await open();
    await activated(page, 'ada@example.com');
    await page.getByText('Your account is active. Welcome, Ada.').waitFor();
    const link = await linkTo('ada@example.com', '/activation/');
    await page.goto(link);
    await page.getByRole('link', { name: 'Go to your account' }).waitFor();
    await page.context().clearCookies();
    await page.goto(link);
    await page.getByRole('heading', { name: 'The account is active already' }).waitFor();
    await takeScreenshot(page, 'used link');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForSelector('#password:focus');
    expect(await page.inputValue('#email')).toBe('ada@example.com');
    await page.goto(`${link}x`);
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
    await takeScreenshot(page, 'dead link');
  });

  it('tells the owner of the right password that the account is not active yet', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    const owner = { first_name: 'Ada', last_name: 'Lovelace', email: 'slow@example.com' };
    await http().post('/api/users/', { ...owner, password: PASSWORD, re_password: PASSWORD });
    await page.goto('/auth/login');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#email', owner.email);
    await page.fill('#password', PASSWORD);
    await submit(page);
    await page.getByRole('heading', { name: 'Your account is not active yet' }).waitFor();
    expect(await findFlaws(page, 'activation awaited')).toEqual({});
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Another link is on its way to slow@example.com.').waitFor();
    // A browser where the account was not signed up asks for the password after the activation.
    await page.goto(await linkTo(owner.email, '/activation/'));
    await page.getByText(`you can sign in with ${owner.email}`).waitFor();
  });

  it('sends the link again, and opening its page does not use it up', async () => {
    const page = await open();
    await signUp(page, 'again@example.com');
    await page.waitForURL('**/auth/check-mail');
    const first = await linkTo('again@example.com', '/activation/');
    await page.getByText('A link to activate your account is on its way').waitFor();
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('another link is on its way').waitFor();
    await expect.poll(() => focused(page)).toBe('Check your mail');
    await takeScreenshot(page, 'check mail');
    const scanner = await fetch(first);
    expect(scanner.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await scanner.text()).toContain('Activate my account');
    // In another browser, the link asks for the password.
    await page.context().clearCookies();
    await page.goto(first);
    await page.getByText('you can sign in with again@example.com').waitFor();
    await submit(page);
    await page.waitForSelector('#password:focus');
    expect(await page.inputValue('#email')).toBe('again@example.com');
  });
});

describe('a forgotten password', () => {
  it('is replaced by a mailed link, and no longer signs in', async () => {
    const page = await open();
    await activated(page, 'forgot@example.com');
    await page.context().clearCookies();
    await page.goto('/account?tab=1#devices');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#email', 'Forgot@example.com');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.waitForURL('**/password-reset?next=*');
    await page.waitForSelector('button[type=submit]:enabled');
    expect(await page.inputValue('#email')).toBe('Forgot@example.com');
    await submit(page);
    await page.getByText('is on its way there').waitFor();
    await expect.poll(() => focused(page)).toBe('Check your mail');
    await page.getByRole('button', { name: 'Send again' }).waitFor();
    await page.goto(await linkTo('forgot@example.com', '/password-reset/'));
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#new_password', '123');
    await page.fill('#re_new_password', '123');
    await submit(page);
    await page.getByText('This password is too common.').waitFor();
    await takeScreenshot(page, 'new password refused');
    await page.fill('#new_password', NEW_PASSWORD);
    await page.fill('#re_new_password', NEW_PASSWORD);
    await submit(page);
    await page.waitForURL('**/account?tab=1#devices');
    const old = { email: 'forgot@example.com', password: PASSWORD };
    expect((await http().post('/api/jwt/create/', old)).status).toBe(401);
  });
});

describe('a change of address', () => {
  async function askFor(page: Page, email: string, newEmail: string) {
    await activated(page, email);
    await page.goto('/account');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#new_email', newEmail);
    await page.fill('#email-current-password', PASSWORD);
    await page.getByRole('button', { name: 'Change e-mail' }).click();
    await page.getByText('A link is on its way').waitFor();
  }

  it('takes effect once the new address has confirmed', async () => {
    const page = await open();
    await askFor(page, 'old@example.com', 'new@example.com');
    await expect.poll(() => focused(page)).toBe('Check your mail');
    await takeScreenshot(page, 'email asked for');
    await page.reload();
    await page.getByText('We wait for new@example.com to confirm').waitFor();
    await page.goto(await linkTo('new@example.com', '/email-change/'));
    await page.getByText('Use new@example.com to sign in to Gatehouse.').waitFor();
    await submit(page);
    await page.waitForURL('**/dashboard');
    await page.getByText('new@example.com').first().waitFor();
    const login = { email: 'new@example.com', password: PASSWORD };
    expect((await http().post('/api/jwt/create/', login)).status).toBe(200);
  });

  it('is undone by the old address, even after that', async () => {
    const page = await open();
    await askFor(page, 'mine@example.com', 'thief@example.com');
    const undo = await linkTo('mine@example.com', '/email-undo/');
    await page.goto(await linkTo('thief@example.com', '/email-change/'));
    await submit(page);
    await page.waitForURL('**/dashboard');
    await page.goto(undo);
    await page.getByText('All devices are signed out, and we send it a link').waitFor();
    await takeScreenshot(page, 'email undo');
    await submit(page);
    await page.getByRole('heading', { name: 'Your old address stays' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Sign in' }).waitFor();
    const login = (email: string) => http().post('/api/jwt/create/', { email, password: PASSWORD });
    expect((await login('thief@example.com')).status).toBe(401);
    expect((await login('mine@example.com')).status).toBe(401);
    expect(await linkTo('mine@example.com', '/password-reset/')).toContain('/password-reset/');
    await page.goto('/dashboard');
    await page.waitForURL('**/auth/login**');
  });
});
