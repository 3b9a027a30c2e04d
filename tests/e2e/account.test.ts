import { describe, expect, it } from 'vitest';
import { pageFixture } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open, cookieNames } = pageFixture();
const NEW_PASSWORD = 'an0ther-good-one';

describe('the account page', () => {
  it('changes the user’s name everywhere', async () => {
    const page = await open({ tokens: await http().newPerson() });
    await page.goto('/account');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#first_name', 'Augusta');
    await page.getByRole('button', { name: 'Save names' }).click();
    await page.getByText('Your names are saved.').waitFor();
    await page.getByRole('button', { name: 'Augusta' }).waitFor();
    expect(await page.inputValue('#first_name')).toBe('Augusta');
    await page.goto('/dashboard');
    await page.getByRole('heading', { name: 'Hello, Augusta.' }).waitFor();
  });

  it('sets and removes a user name', async () => {
    const person = await http().newPerson();
    const username = `u${Date.now()}`;
    const logIn = async () =>
      (await http().post('/api/jwt/create/', { username, password: PASSWORD })).status;
    const page = await open({ tokens: person });
    for (const [name, status] of [
      [username, 200],
      ['', 401],
    ] as const) {
      await page.goto('/account');
      await page.waitForSelector('button[type=submit]:enabled');
      await page.fill('#username', name);
      await page.getByRole('button', { name: 'Save names' }).click();
      await page.getByText('Your names are saved.').waitFor();
      await page.reload();
      expect(await page.inputValue('#username')).toBe(name);
      expect(await logIn()).toBe(status);
    }
  });

  it('changes the password, and signs out all devices but this one', async () => {
    const person = await http().newPerson();
    const login = (password: string) =>
      http().post('/api/jwt/create/', { email: person.email, password });
    const other = (await (await login(PASSWORD)).json()) as { access: string };
    const page = await open({ tokens: person });
    await page.goto('/account');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#current_password', 'wrong');
    await page.fill('#new_password', NEW_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Invalid password.').waitFor();
    await page.fill('#current_password', PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed.').waitFor();
    expect(await page.inputValue('#new_password')).toBe('');
    await page.reload();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    const authorization = `Bearer ${other.access}`;
    expect((await http().get('/api/users/me/', { authorization })).status).toBe(401);
    expect((await login(NEW_PASSWORD)).status).toBe(200);
  });

  it('deletes the account after a confirmation, and leaves nothing behind', async () => {
    const person = await http().newPerson();
    const page = await open({ tokens: person });
    await page.goto('/account');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.getByRole('button', { name: 'Delete account' }).click();
    const question = page.getByRole('heading', { name: 'Delete your account?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete account' }).click();
    await page.fill('#delete-current-password', PASSWORD);
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('Your account is deleted.').waitFor();
    await page.waitForURL((url) => url.pathname === '/');
    await page.getByRole('link', { name: 'Create account' }).first().waitFor();
    expect(await cookieNames()).toEqual([]);
    const login = { email: person.email, password: PASSWORD };
    expect((await http().post('/api/jwt/create/', login)).status).toBe(401);
  });
});
