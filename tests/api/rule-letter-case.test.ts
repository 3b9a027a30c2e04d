import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/route';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();

const post = (route: typeof users | typeof create, path: string, body: object) =>
  new ApiClient().call(route as typeof create, 'POST', path, { body });
const signIn = async (username: string, password = PASSWORD) =>
  (await post(create, '/api/jwt/create/', { username, password })).status;
const taken = { username: ['user account with this username already exists.'] };
let people = 0;
const newForm = (username: string) => {
  people += 1;
  return { ...ada, email: `person${people}@example.com`, username };
};

describe.each([
  ['with dotted capital I', 'İbrahim', ['ibrahim', 'IBRAHIM', 'İBRAHİM', 'i̇brahim']],
  ['with dotless i', 'Yıldız', ['YILDIZ', 'yıldız', 'yildiz']],
  ['with sharp s', 'Straße', ['STRASSE', 'STRAẞE', 'strasse']],
  ['with a final sigma', 'Νίκος', ['ΝΊΚΟΣ', 'νίκοσ']],
])('a user name %s', (_, name, spellings) => {
  it('signs up, and signs in in any letter case', async () => {
    await signUp(newForm(name));
    for (const spelling of [name, ...spellings, name.normalize('NFD')]) {
      expect(await signIn(spelling), spelling).toBe(200);
    }
  });

  it('is taken in any letter case', async () => {
    for (const spelling of spellings) {
      const { json } = await post(users, '/api/users/', newForm(spelling));
      expect(json, spelling).toEqual(taken);
    }
  });

  it('has one bucket of guesses', async () => {
    const all = [name, ...spellings];
    for (let at = 0; at < 10; at += 1) {
      expect(await signIn(all[at % all.length] ?? '', 'wrong')).toBe(401);
    }
    for (const spelling of all) expect(await signIn(spelling)).toBe(429);
  });
});

it('a user name that an earlier version stored otherwise signs in, and stays taken', async () => {
  const form = newForm('Ağırbaşlı');
  await signUp(form);
  await editUser(app.ctx, form.email, { usernameKey: 'ağırbaşlı' });
  expect(await signIn('Ağırbaşlı')).toBe(200);
  const { json } = await post(users, '/api/users/', newForm('ağırbaşlı'));
  expect(json).toEqual(taken);
});

it('a name that an earlier version kept apart signs its owner in where the namesake is known', async () => {
  const [former, newer] = [newForm('Weiß'), newForm('weiss')];
  await signUp(former);
  await editUser(app.ctx, former.email, { usernameKey: 'weiß' });
  await signUp({ ...newer, password: 'an0ther-good-one', re_password: 'an0ther-good-one' });
  const browser = new ApiClient('browser');
  const signInThere = async (username: string, password: string) => {
    const body = { username, password };
    return (await browser.call(create, 'POST', '/api/jwt/create/', { body })).status;
  };
  expect(await signInThere('weiss', 'an0ther-good-one')).toBe(200);
  expect(await signInThere('Weiß', PASSWORD)).toBe(200);
});

describe('an address with a letter that is no ASCII letter in lower case', () => {
  // A provider of mail may keep it apart from the one with the ASCII letter.
  it.each(['İbrahim@example.com', 'ıbrahim@example.com', '\u212aelvin@example.com'])(
    '%s is refused at sign-up, and nobody’s at sign-in',
    async (email) => {
      await signUp({ email: newForm('').email });
      const { status, json } = await post(users, '/api/users/', { ...ada, email });
      expect({ status, json }).toEqual({
        status: 400,
        json: { email: ['Enter a valid email address.'] },
      });
      const body = { email, password: PASSWORD };
      expect((await post(create, '/api/jwt/create/', body)).status).toBe(401);
    },
  );
});

it('a password is too similar to a name with such a letter, as Django says', async () => {
  const form = { ...newForm('x'), first_name: 'İbrahim', password: 'ibrahim85', re_password: '' };
  const { json } = await post(users, '/api/users/', { ...form, re_password: form.password });
  expect(json).toEqual({ password: ['The password is too similar to the first name.'] });
});
