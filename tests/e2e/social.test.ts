import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFreePort } from '@/scripts/serve';
import { linkTo } from '@/tests/support/mailed-links';
import { findViolations, pageFixture, submit } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';
import { startOpenIdProvider } from '@/tests/support/social/openid';

const PORT = String(await findFreePort());
const client = { id: 'gatehouse', secret: 'a-secret-of-the-client-for-tests' };
const redirectUris = [`http://127.0.0.1:${PORT}/auth/demo`];
const { issuer } = await startOpenIdProvider({ clients: [{ ...client, redirectUris }] });
const { folder, open } = pageFixture({
  PORT,
  OIDC_DEMO_ISSUER: issuer,
  OIDC_DEMO_CLIENT_ID: client.id,
  OIDC_DEMO_CLIENT_SECRET: client.secret,
  OIDC_DEMO_LABEL: 'the demo account',
});

const goThere = (page: Page) => page.getByRole('button', { name: /the demo account/ }).click();
const choose = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Goes to the provider from the sign-in page, and comes back as the named persona. */
async function signInAs(page: Page, name: string, path = '/auth/login') {
  await page.goto(path);
  await goThere(page);
  await choose(page, name);
}

describe('sign-in with a provider', () => {
  it('creates an account first and finds it later, and leads to the requested page', async () => {
    for (const visit of ['first', 'second']) {
      const page = await open();
      await signInAs(page, 'Robin Example', '/auth/login?next=%2Faccount');
      await page.waitForURL('**/account');
      await page.getByText('robin@example.com').first().waitFor();
      const linked = page.getByRole('region', { name: 'Linked accounts' });
      await linked.getByText('the demo account').first().waitFor();
      if (visit === 'second') expect(await findViolations(page)).toEqual([]);
      // Only the server got the code.
      expect(page.url()).not.toContain('code');
      await page.context().close();
    }
  });

  it('that is cancelled leads back to the sign-in page with a message', async () => {
    const page = await open();
    await signInAs(page, 'Cancel');
    await page.waitForURL('**/auth/login');
    await page.getByText(/cancel/i).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in two tabs at once signs in both', async () => {
    const page = await open();
    const other = await page.context().newPage();
    for (const tab of [page, other]) {
      await tab.goto('/auth/login');
      await goThere(tab);
      await tab.getByRole('button', { name: 'Robin Example' }).waitFor();
    }
    await choose(page, 'Robin Example');
    await page.waitForURL('**/dashboard');
    await choose(other, 'Robin Example');
    await other.waitForURL('**/dashboard');
    for (const tab of [page, other]) expect(await tab.textContent('h1')).toBe('Hello, Robin.');
  });
});

describe('an address that the provider does not vouch for', () => {
  it('is confirmed by mail, in the browser that began the sign-in', async () => {
    const page = await open();
    await signInAs(page, 'Kim Example');
    await page.getByText(/kim@example\.com/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    const link = await linkTo(folder(), 'kim@example.com', '/identity-confirm/');
    await page.goto(link);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /Yes/ }).click();
    await page.waitForURL('**/dashboard');
    expect(await page.textContent('h1')).toBe('Hello, Kim.');
  });

  it('is entered by the user if the provider gives none, and confirmed in no other browser', async () => {
    const page = await open();
    await signInAs(page, 'Sasha Example');
    await page.fill('#email', 'sasha@example.com');
    await page.keyboard.press('Enter');
    const link = await linkTo(folder(), 'sasha@example.com', '/identity-confirm/');
    await page.context().close();
    const elsewhere = await open();
    await elsewhere.goto(link);
    await elsewhere.getByRole('button', { name: /Yes/ }).click();
    await elsewhere.getByText(/browser in which you began/).waitFor();
    await elsewhere.goto('/dashboard');
    expect(elsewhere.url()).toContain('/auth/login');
  });
});

describe('the account page', () => {
  it('links an account at a provider, and unlinks it', async () => {
    const page = await open();
    await page.goto('/auth/register?next=%2Faccount');
    const names = { first_name: 'Robin', last_name: 'Twin', email: 'twin@example.com' };
    const form = { ...names, password: PASSWORD, re_password: PASSWORD };
    for (const [name, value] of Object.entries(form)) await page.fill(`#${name}`, value);
    await submit(page);
    await page.waitForURL('**/account');
    const linked = page.getByRole('region', { name: 'Linked accounts' });
    await linked.getByRole('button', { name: /the demo account/ }).click();
    // Robin and Kim have an account here already: neither can be linked.
    await choose(page, 'Robin Example');
    await linked.getByText(/another account here/).waitFor();
    await linked.getByRole('button', { name: /the demo account/ }).click();
    await choose(page, 'Sasha Example');
    await page.getByText(/you can sign in with the demo account, too/).waitFor();
    await linked.getByRole('button', { name: 'Unlink' }).click();
    await linked.getByRole('button', { name: /Link the demo account/ }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});
