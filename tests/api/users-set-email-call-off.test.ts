import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as confirm from '@/app/api/users/set_email_confirm/route';
import * as undo from '@/app/api/users/set_email_undo/route';
import { findUserByEmail } from '@/db/repositories/users';
import { findOwnDetails } from '@/lib/server/accounts/own-details';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { movingPeople } from '@/tests/support/moving-people';
import { PASSWORD } from '@/tests/support/password';
import { bearerOf, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp({ RATE_LIMIT: 'off' });
const { movingPerson, askFor } = movingPeople(app);
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const NOT_FOUND = { detail: 'Not found.' };

const callOff = async (headers: Record<string, string>) =>
  new ApiClient().call(setEmail, 'DELETE', '/api/users/set_email/', { headers });
const use = (route: typeof confirm, link: object) =>
  new ApiClient().call(route, 'POST', '/api/users/set_email/', { body: link });
const awaitedBy = async (email: string) => {
  const { id = 0 } = (await findUserByEmail(app.ctx.db, email)) ?? {};
  return (await findOwnDetails(app.ctx, id)).awaitedEmail;
};
const signIn = async (email: string) => {
  const body = { email, password: PASSWORD };
  return (await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body })).status;
};

describe('204', () => {
  it('makes the link to the new address worthless, and waits for nothing', async () => {
    const { email, newEmail, confirm: link } = await movingPerson();
    expect(await awaitedBy(email)).toBe(newEmail);
    expectNoContent(await callOff(await bearerOf(email)));
    expect(await awaitedBy(email)).toBeNull();
    expectAnswer(await use(confirm, link), 400, BAD_TOKEN);
    expect([await signIn(email), await signIn(newEmail)]).toEqual([200, 401]);
  });

  it('leaves the way back to the owner of the present address, for a day', async () => {
    for (const [age, status] of [
      [86_399, 204],
      [86_400, 400],
    ] as const) {
      const { email, undo: link } = await movingPerson();
      const headers = await bearerOf(email);
      expectNoContent(await callOff(headers));
      app.clock.advance(age);
      expect((await use(undo, link)).status).toBe(status);
      // All that a thief had is worthless then: a session, and the password.
      expect(await signIn(email)).toBe(status === 204 ? 401 : 200);
      expect((await callOff(headers)).status).toBe(401);
    }
  });

  it('lets the same address be asked for again, and others have it', async () => {
    const { email, newEmail } = await movingPerson();
    expectNoContent(await callOff(await bearerOf(email)));
    await askFor(email, newEmail);
    expect(await awaitedBy(email)).toBe(newEmail);
    expectNoContent(await callOff(await bearerOf(email)));
    await signUp({ email: newEmail });
    expect(await signIn(newEmail)).toBe(200);
  });

  it('sends no link that has not left yet', async () => {
    const { email } = await movingPerson();
    await askFor(email, 'not-yet@example.com');
    expectNoContent(await callOff(await bearerOf(email)));
    expect((await app.mails()).filter(({ to }) => to === 'not-yet@example.com')).toEqual([]);
  });

  it('is recorded', async () => {
    const { email } = await movingPerson();
    await callOff(await bearerOf(email));
    expect(app.logged.findLast(({ event }) => event === 'email-change-called-off')).toMatchObject({
      userId: (await findUserByEmail(app.ctx.db, email))?.id,
    });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await callOff({}));
  });
});

describe('404', () => {
  it('where no change waits: none was asked for, it is off, confirmed, or too old', async () => {
    await signUp({ email: 'still@example.com' });
    const headers = await bearerOf('still@example.com');
    expectAnswer(await callOff(headers), 404, NOT_FOUND);

    const off = await movingPerson();
    const offHeaders = await bearerOf(off.email);
    expectNoContent(await callOff(offHeaders));
    expectAnswer(await callOff(offHeaders), 404, NOT_FOUND);

    const made = await movingPerson();
    expectNoContent(await use(confirm, made.confirm));
    expectAnswer(await callOff(await bearerOf(made.newEmail)), 404, NOT_FOUND);

    const old = await movingPerson();
    app.clock.advance(86_400);
    expectAnswer(await callOff(await bearerOf(old.email)), 404, NOT_FOUND);
  });

  it('where the address is confirmed in the same moment: one of the two counts', async () => {
    const { email, newEmail, confirm: link } = await movingPerson();
    const headers = await bearerOf(email);
    const { changeTogether } = app.ctx.db;
    let isFirst = true;
    const late: typeof changeTogether = async (change, effects) => {
      if (isFirst) {
        isFirst = false;
        expectNoContent(await use(confirm, link));
      }
      return changeTogether(change, effects);
    };
    await withChanged(app.ctx.db, { changeTogether: late }, async () => {
      expectAnswer(await callOff(headers), 404, NOT_FOUND);
    });
    expect(await signIn(newEmail)).toBe(200);
  });
});
