import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { linkOf } from '@/tests/support/links';
import { activatedPerson, linkTo } from '@/tests/support/mailed-links';
import { findFlaws, pageFixture, submit } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open, folder } = pageFixture({ SEND_ACTIVATION_EMAIL: 'true' });

const newAddress = () => `${randomUUID().slice(0, 8)}@example.com`;

async function newPerson() {
  const email = newAddress();
  return { email, tokens: await activatedPerson(http(), folder(), email) };
}

/** Returns a user with a mailed link to `path`, requested at `endpoint`. */
async function personWithLink(endpoint: string, path: string) {
  const { email, tokens } = await newPerson();
  await http().post(endpoint, { email });
  return { email, tokens, link: await linkTo(folder(), email, path) };
}

/** Returns a user who asked for another address, with the links to confirm and to undo it. */
async function movingPerson() {
  const { email, tokens } = await newPerson();
  const new_email = newAddress();
  const headers = { authorization: `Bearer ${tokens.access}` };
  await http().post('/api/users/set_email/', { new_email, current_password: PASSWORD }, headers);
  const confirm = await linkTo(folder(), new_email, '/email-change/');
  return { email, tokens, confirm, undo: await linkTo(folder(), email, '/email-undo/') };
}

const resetLink = () => personWithLink('/api/users/reset_password/', '/password-reset/');

async function setPassword(page: Page) {
  await page.waitForSelector('button[type=submit]:enabled');
  for (const name of ['new_password', 're_new_password'])
    await page.fill(`#${name}`, 'an0ther-one');
  await submit(page);
}

async function killAndPress(page: Page, endpoint: string, url: string) {
  await page.goto(url);
  await page.waitForSelector('button[type=submit]:enabled');
  const { uid, token } = linkOf({ text: url });
  await http().post(endpoint, { uid, token });
  await submit(page);
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
}

describe('a link that is spent while its page is open', () => {
  it('is reported as dead in place of its form, and stays so', async () => {
    const { undo } = await movingPerson();
    const page = await open();
    await killAndPress(page, '/api/users/set_email_undo/', undo);
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe('This link does not work any more');
    expect(await page.locator('.Toastify__toast').count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  });
});

describe('a new password for another account than the one in use', () => {
  it('keeps the account in use, and leads to the other one by signing out', async () => {
    const other = await newPerson();
    const { email, link } = await resetLink();
    const page = await open({ tokens: other.tokens });
    await page.goto(link);
    await setPassword(page);
    await page.getByText(`In this browser you are signed in as ${other.email}.`).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/auth/login');
    await page.waitForSelector('#password:focus');
    expect(await page.inputValue('#email')).toBe(email);
  });
});

interface State {
  name: string;
  /** True if another user is signed in than the owner of the link. */
  isSignedIn?: boolean;
  show: (page: Page) => Promise<unknown>;
}

const STATES: State[] = [
  { name: 'login with activation', show: (page) => page.goto('/auth/login') },
  { name: 'check mail', show: (page) => page.goto('/auth/check-mail') },
  {
    name: 'check mail sent',
    async show(page) {
      await page.goto('/auth/check-mail');
      await page.fill('#email', 'unknown@example.com');
      await submit(page);
      await page.getByRole('button', { name: 'Send again' }).waitFor();
    },
  },
  { name: 'new password', show: async (page) => page.goto((await resetLink()).link) },
  {
    name: 'new password of another account',
    isSignedIn: true,
    async show(page) {
      await page.goto((await resetLink()).link);
      await setPassword(page);
      await page.getByRole('heading', { name: 'The password is changed' }).waitFor();
    },
  },
  { name: 'email confirm', show: async (page) => page.goto((await movingPerson()).confirm) },
  { name: 'email undo', show: async (page) => page.goto((await movingPerson()).undo) },
  {
    name: 'email undone',
    async show(page) {
      await page.goto((await movingPerson()).undo);
      await submit(page);
      await page.getByRole('heading', { name: 'Your old address stays' }).waitFor();
    },
  },
  {
    name: 'email reset',
    show: async (page) =>
      page.goto((await personWithLink('/api/users/reset_email/', '/email-reset/')).link),
  },
  {
    name: 'link dead while open',
    async show(page) {
      const { undo } = await movingPerson();
      await killAndPress(page, '/api/users/set_email_undo/', undo);
    },
  },
];

describe('in every size and colour scheme', () => {
  it.each(STATES)('$name: axe finds nothing, nothing overflows', async (state) => {
    const { name, isSignedIn, show } = state;
    const tokens = isSignedIn ? (await newPerson()).tokens : undefined;
    const page = await open({ reducedMotion: 'reduce', tokens });
    await show(page);
    expect(await findFlaws(page, name)).toEqual({});
  });

  it('account with a pending change of address: axe finds nothing, nothing overflows', async () => {
    const { tokens } = await movingPerson();
    const page = await open({ reducedMotion: 'reduce', tokens });
    await page.goto('/account');
    await page.getByText('We wait for').waitFor();
    expect(await findFlaws(page, 'account waiting')).toEqual({});
  });
});
