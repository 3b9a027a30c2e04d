import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import * as logout from '@/app/api/logout/route';
import * as me from '@/app/api/users/me/route';
import { type Claims, signToken } from '@/lib/edge/tokens';
import { ApiClient } from '@/tests/support/api-client';
import { ada, signIn, signInBrowser, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com', first_name: 'Bob' });

const get = (headers: Record<string, string> = {}, client = new ApiClient()) =>
  client.call(me, 'GET', '/api/users/me/', { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('200', () => {
  it('shows the caller as Djoser does, and nothing else', async () => {
    const { access } = await signIn();
    const answer = await get(bearer(access));
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '{"first_name":"Ada","last_name":"Lovelace","id":1,"email":"ada@example.com"}',
    );
  });

  it('answers HEAD as it answers GET', async () => {
    const { access } = await signIn();
    const answer = await new ApiClient().call(me, 'HEAD', '/api/users/me/', {
      headers: bearer(access),
    });
    expect(answer.status).toBe(200);
  });

  it('knows a browser by its cookie', async () => {
    expect((await get({}, await signInBrowser())).status).toBe(200);
  });

  it('lets the bearer token win over the cookie', async () => {
    const { access } = await signIn('bob@example.com');
    const answer = await get(bearer(access), await signInBrowser());
    expect(answer.json).toMatchObject({ first_name: 'Bob' });
  });

  it('does not mistake another scheme for a bearer token', async () => {
    const answer = await get({ authorization: 'Basic YTpi' }, await signInBrowser());
    expect(answer.status).toBe(200);
  });
});

describe('401', () => {
  async function expectAnonymous(answer: Awaited<ReturnType<typeof get>>) {
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('{"detail":"Authentication credentials were not provided."}');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
  }

  it('without a token', async () => {
    await expectAnonymous(await get());
  });

  it('with a bad bearer token, whatever the cookie says', async () => {
    await expectAnonymous(await get(bearer('x.y.z'), await signInBrowser()));
  });

  it('with a refresh token', async () => {
    const { refresh } = await signIn();
    await expectAnonymous(await get(bearer(refresh)));
  });

  it('with an access token that has lapsed', async () => {
    const { access } = await signIn();
    app.clock.advance(300);
    await expectAnonymous(await get(bearer(access)));
  });

  it('at once when the session is over', async () => {
    const { access } = await signIn();
    await new ApiClient().call(logout, 'POST', '/api/logout/', { headers: bearer(access) });
    await expectAnonymous(await get(bearer(access)));
  });

  it('at once when the account is made inactive', async () => {
    const { access } = await signIn();
    await editUser(app.ctx, ada.email, { isActive: false });
    await expectAnonymous(await get(bearer(access)));
    await editUser(app.ctx, ada.email, { isActive: true });
  });

  it.each(['Bearer', 'Bearer ', 'bearer a b', `Bearer ${'x'.repeat(9000)}`, 'Bearer ..'])(
    'with the header %j, whatever the cookie says',
    async (authorization) => {
      await expectAnonymous(await get({ authorization }));
      await expectAnonymous(await get({ authorization }, await signInBrowser()));
    },
  );

  it('with a token of ours that names the session of another user', async () => {
    const { access } = await signIn();
    const claims = { ...(decodeJwt(access) as Claims), user_id: 2 };
    const crossed = await signToken(claims, app.ctx.keys);
    await expectAnonymous(await get(bearer(crossed)));
  });
});
