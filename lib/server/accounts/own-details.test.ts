import { describe, expect, it } from 'vitest';
import * as confirmRoute from '@/app/api/users/set_email_confirm/route';
import * as undoRoute from '@/app/api/users/set_email_undo/route';
import * as setPasswordRoute from '@/app/api/users/set_password/route';
import { changeAccount } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { findOwnDetails } from '@/lib/server/accounts/own-details';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import { ApiClient } from '@/tests/support/api-client';
import { movingPeople } from '@/tests/support/moving-people';
import { PASSWORD } from '@/tests/support/password';
import { bearerOf, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const { movingPerson, askFor } = movingPeople(app);

async function detailsOf(email: string) {
  const user = await findUserByEmail(app.ctx.db, email);
  return findOwnDetails(app.ctx, user?.id ?? 0);
}

const post = (
  route: Parameters<ApiClient['call']>[0],
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) => new ApiClient().call(route, 'POST', path, { body, headers });

describe('the address that waits to be confirmed', () => {
  it('is the one that was asked for last', async () => {
    const { email, newEmail } = await movingPerson();
    expect((await detailsOf(email)).awaitedEmail).toBe(newEmail);
    app.clock.advance(60);
    await askFor(email, 'later@example.com');
    expect((await detailsOf(email)).awaitedEmail).toBe('later@example.com');
  });

  it('waits as long as its link is good', async () => {
    const { email, newEmail } = await movingPerson();
    app.clock.advance(86_399);
    expect((await detailsOf(email)).awaitedEmail).toBe(newEmail);
    app.clock.advance(1);
    expect((await detailsOf(email)).awaitedEmail).toBeNull();
  });

  it('waits no more once it is confirmed, or undone, or the password was changed', async () => {
    const confirmed = await movingPerson();
    await post(confirmRoute, '/api/users/set_email_confirm/', confirmed.confirm);
    expect((await detailsOf(confirmed.newEmail)).awaitedEmail).toBeNull();
    const undone = await movingPerson();
    await post(undoRoute, '/api/users/set_email_undo/', undone.undo);
    expect((await detailsOf(undone.email)).awaitedEmail).toBeNull();
    const changed = await movingPerson();
    const body = { current_password: PASSWORD, new_password: 'an0ther-good-one' };
    const bearer = await bearerOf(changed.email);
    await post(setPasswordRoute, '/api/users/set_password/', body, bearer);
    expect((await detailsOf(changed.email)).awaitedEmail).toBeNull();
  });

  it('is absent if none was asked for', async () => {
    await signUp({ username: 'Ada' });
    expect(await detailsOf('ada@example.com')).toEqual({
      username: 'Ada',
      awaitedEmail: null,
      hasPassword: true,
    });
  });
});

it('an account that no password opens is known to have none', async () => {
  await signUp({ email: 'elsewhere@example.com' });
  const user = await findUserByEmail(app.ctx.db, 'elsewhere@example.com');
  if (user) await changeAccount(app.ctx.db, user, { password: makeUnusablePassword() }, []);
  expect((await detailsOf('elsewhere@example.com')).hasPassword).toBe(false);
});
