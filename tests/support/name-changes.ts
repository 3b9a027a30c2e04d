import { beforeEach, expect, it } from 'vitest';
import { findUserByEmail } from '@/db/repositories/users';
import type { RouteHandlers } from '@/lib/server/http/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const names = { first_name: 'Ada', last_name: 'Lovelace' };

/** Tests of every endpoint that changes names: PUT and PATCH, the caller's own and by id. */
export async function nameChanges(route: RouteHandlers, method: 'PUT' | 'PATCH', ownPath: string) {
  const app = await startTestApp();
  await signUp();
  await signUp({ email: 'bob@example.com', username: 'Bob' });
  beforeEach(() =>
    editUser(app.ctx, ada.email, {
      firstName: 'Ada',
      lastName: 'Lovelace',
      username: null,
      usernameKey: null,
    }),
  );

  const send = async (body: unknown, headers?: Record<string, string>, path = ownPath) =>
    new ApiClient().call(route, method, path, { body, headers: headers ?? (await bearerOf()) });
  const stored = () => findUserByEmail(app.ctx.db, ada.email);

  function itChangesNames() {
    it('changes the names and shows the user', async () => {
      const king = { first_name: 'Augusta', last_name: 'King' };
      const answer = await send({ ...king, first_name: ' Augusta ', username: 'Countess' });
      expectAnswer(answer, 200, { ...king, id: 1, email: ada.email });
      expect(await stored()).toMatchObject({ username: 'Countess', usernameKey: 'countess' });
    });

    it('takes the user name away when it is blank, and leaves it when it is left out', async () => {
      await send({ ...names, username: 'Countess' });
      await send(names);
      expect(await stored()).toMatchObject({ username: 'Countess' });
      await send({ ...names, username: '' });
      expect(await stored()).toMatchObject({ usernameKey: null });
    });

    it('keeps one’s own user name in another letter case', async () => {
      await send({ ...names, username: 'Countess' });
      expect((await send({ ...names, username: 'COUNTESS' })).status).toBe(200);
    });

    it('ignores the address and everything else', async () => {
      const before = await stored();
      const more = {
        email: 'eve@example.com',
        id: 9,
        is_staff: true,
        isStaff: true,
        password: 'x',
      };
      await send({ ...names, ...more });
      expect(await stored()).toEqual(before);
    });
  }

  function itLeavesAloneWhatIsLeftOut() {
    it('leaves alone what is left out', async () => {
      const byron = { first_name: 'Ada', last_name: 'Byron', id: 1, email: ada.email };
      expectAnswer(await send({ last_name: 'Byron' }), 200, byron);
      expectAnswer(await send({ username: 'countess' }), 200, byron);
      expect((await send({})).status).toBe(200);
    });
  }

  function itRequiresTheNames() {
    it('without the names', async () => {
      const R = ['This field is required.'];
      expectAnswer(await send({}), 400, { first_name: R, last_name: R });
    });
  }

  function itRefusesBadNames() {
    it('with names that are blank, null, no text or too long', async () => {
      expectAnswer(await send({ first_name: ' ', last_name: null }), 400, {
        first_name: ['This field may not be blank.'],
        last_name: ['This field may not be null.'],
      });
      expectAnswer(await send({ ...names, first_name: 'x'.repeat(256), last_name: [] }), 400, {
        first_name: ['Ensure this field has no more than 255 characters.'],
        last_name: ['Not a valid string.'],
      });
    });

    it('with control characters in names, and changes neither', async () => {
      const before = await stored();
      expectAnswer(await send({ first_name: 'A\u001b[2Jda', last_name: 'King\n2  root' }), 400, {
        first_name: ['Control characters are not allowed.'],
        last_name: ['Control characters are not allowed.'],
      });
      expect(await stored()).toEqual(before);
    });

    it('with another’s user name, in any letter case', async () => {
      expectAnswer(await send({ ...names, username: 'BOB' }), 400, {
        username: ['user account with this username already exists.'],
      });
    });

    it('with a user name that reads like an address', async () => {
      const { json } = await send({ ...names, username: 'a@b' });
      expect(json).toEqual({ username: [expect.stringMatching(/^Enter a valid username/)] });
    });
  }

  function itRefusesStrangers() {
    it('to strangers', async () => {
      expectAnonymous(await send(names, {}));
    });
  }

  function itLetsStaffChangeOthers() {
    it('lets staff change the names of any user', async () => {
      await editUser(app.ctx, 'bob@example.com', { isStaff: true });
      const staff = await bearerOf('bob@example.com');
      const answer = await send({ ...names, first_name: 'Adelaide' }, staff);
      expect(answer.json).toMatchObject({ first_name: 'Adelaide', id: 1 });
      await editUser(app.ctx, 'bob@example.com', { isStaff: false });
    });
  }

  function itHidesOthers() {
    it.each(['2', '99', 'x'])(
      'to the id %s, of another user or of none, whatever the body',
      async (id) => {
        for (const body of [names, { first_name: '' }]) {
          const answer = await send(body, await bearerOf(), `/api/users/${id}/`);
          expectAnswer(answer, 404, { detail: 'Not found.' });
        }
      },
    );
  }

  return {
    itChangesNames,
    itLeavesAloneWhatIsLeftOut,
    itRequiresTheNames,
    itRefusesBadNames,
    itRefusesStrangers,
    itLetsStaffChangeOthers,
    itHidesOthers,
  };
}
