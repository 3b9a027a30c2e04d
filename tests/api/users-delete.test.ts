import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as route from '@/app/api/users/[id]/route';
import * as me from '@/app/api/users/me/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '../support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '../support/expectations';
import { PASSWORD } from '../support/password';
import { ada, bearerOf, signIn, signInBrowser, signUp } from '../support/people';
import { editUser, startTestApp } from '../support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });
const good = { current_password: PASSWORD };
const remove = (
  id: string,
  body: unknown,
  headers: Record<string, string> = {},
  client = new ApiClient(),
) => client.call(route, 'DELETE', `/api/users/${id}/`, { body, headers });

describe('400', () => {
  it('without the password, or with a wrong one', async () => {
    const ada = await bearerOf();
    for (const [body, message] of [
      [{}, 'This field is required.'],
      [{ current_password: '' }, 'This field may not be blank.'],
      [{ current_password: 'wrong' }, 'Invalid password.'],
      [{ current_password: `${PASSWORD} ` }, 'Invalid password.'],
    ]) {
      expectAnswer(await remove('1', body, ada), 400, { current_password: [message] });
    }
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await remove('1', good));
  });
});

describe('404', () => {
  it.each(['2', '99', 'x'])('to the id %s of another or nobody, whatever the body', async (id) => {
    const headers = await bearerOf();
    for (const body of [good, {}, { current_password: 'wrong' }]) {
      expectAnswer(await remove(id, body, headers), 404, { detail: 'Not found.' });
    }
    expect(await findUserByEmail(app.ctx.db, 'bob@example.com')).not.toBeNull();
  });
});

describe('204', () => {
  it('deletes the account with every session, and takes the cookies away', async () => {
    const other = await signIn();
    const browser = await signInBrowser();
    const answer = await remove('1', good, {}, browser);
    expectNoContent(answer);
    expect(answer.cookies).toMatchObject([
      { name: 'access', maxAge: 0 },
      { name: 'refresh', maxAge: 0 },
    ]);
    expect(await findUserByEmail(app.ctx.db, ada.email)).toBeNull();
    const headers = { authorization: `Bearer ${other.access}` };
    expectAnonymous(await new ApiClient().call(me, 'GET', '/api/users/me/', { headers }));
    const body = { refresh: other.refresh };
    const refused = await new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body });
    expect(refused.status).toBe(401);
  });

  it('frees the address', async () => {
    await signUp();
    expect(await findUserByEmail(app.ctx.db, ada.email)).toMatchObject({ id: 3 });
  });

  it('lets staff delete another with their own password, and stay signed in', async () => {
    await editUser(app.ctx, 'bob@example.com', { isStaff: true });
    const browser = await signInBrowser('bob@example.com');
    const answer = await remove('3', good, {}, browser);
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
    expect(await findUserByEmail(app.ctx.db, ada.email)).toBeNull();
    expect((await browser.call(me, 'GET', '/api/users/me/')).status).toBe(200);
  });
});
