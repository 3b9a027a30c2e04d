import { expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as me from '@/app/api/users/me/route';
import { findUserByEmail } from '@/db/repositories/users';
import type { RouteHandlers } from '@/lib/server/http/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signIn, signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

/** Tests of both endpoints that delete the caller's own account. */
export async function accountDeletion(route: RouteHandlers, ownPath: string) {
  const app = await startTestApp();
  await signUp();
  await signUp({ email: 'bob@example.com' });
  const good = { current_password: PASSWORD };
  const remove = (
    body: unknown,
    headers: Record<string, string> = {},
    client = new ApiClient(),
    path = ownPath,
  ) => client.call(route, 'DELETE', path, { body, headers });

  function itRequiresThePassword() {
    it('without the password, or with a wrong one', async () => {
      const headers = await bearerOf();
      for (const [body, message] of [
        [{}, 'This field is required.'],
        [{ current_password: '' }, 'This field may not be blank.'],
        [{ current_password: 'wrong' }, 'Invalid password.'],
        [{ current_password: `${PASSWORD} ` }, 'Invalid password.'],
      ]) {
        expectAnswer(await remove(body, headers), 400, { current_password: [message] });
      }
    });
  }

  function itRefusesStrangers() {
    it('to strangers', async () => {
      expectAnonymous(await remove(good));
    });
  }

  function itDeletesTheAccount() {
    it('deletes the account with every session, and takes the cookies away', async () => {
      const other = await signIn();
      const answer = await remove(good, {}, await signInBrowser());
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
  }

  return { app, good, remove, itRequiresThePassword, itRefusesStrangers, itDeletesTheAccount };
}
