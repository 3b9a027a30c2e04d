import { describe, expect, it } from 'vitest';
import { findFlaws, openMenu, pageFixture } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open } = pageFixture();

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0';
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const TABLET =
  'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

/** Signs a user in on three devices, which all show the account. */
async function threeDevices() {
  const { email } = await http().newPerson();
  const signedIn = async (userAgent: string) => {
    const page = await open({ userAgent, viewport: { width: 390, height: 844 } });
    await page.goto('/auth/login?next=/account');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#email', email);
    await page.fill('#password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
    return page;
  };
  return [await signedIn(FIREFOX), await signedIn(PHONE), await signedIn(TABLET)] as const;
}

describe('three devices', () => {
  it('are listed, are ended one by one or all at once, and go to sign-in at their next click', async () => {
    const [desk, phone, tablet] = await threeDevices();
    await desk.reload();
    const list = desk.getByRole('list', { name: 'Signed-in devices' });
    const row = (name: string) => list.getByRole('listitem').filter({ hasText: name });
    await row('Firefox on Linux').getByText('This device').waitFor();
    // The client that signed up counts as a device as well.
    await expect.poll(() => list.getByRole('listitem').count()).toBe(4);
    expect(await findFlaws(desk, 'devices', list)).toEqual({});

    await row('Safari on iOS').getByRole('button', { name: 'Sign out' }).click();
    await desk.getByText('Safari on iOS is signed out.').waitFor();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(3);
    await openMenu(phone, 'Ada');
    await phone.getByRole('menuitem', { name: 'Dashboard' }).click();
    await phone.waitForURL('**/auth/login?next=%2Fdashboard&ended=session_ended');

    await desk.getByRole('button', { name: 'Sign out all others' }).click();
    await desk.getByText('All other devices are signed out.').waitFor();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await tablet.fill('#first_name', 'Augusta');
    await tablet.getByRole('button', { name: 'Save names' }).click();
    await tablet.waitForURL('**/auth/login**');
    await tablet.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await tablet.getByText('That did not work').count()).toBe(0);
    await desk.goto('/dashboard');
    await desk.getByRole('heading', { name: /^Hello/ }).waitFor();
  });
});
