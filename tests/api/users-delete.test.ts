import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/users/[id]/route';
import * as me from '@/app/api/users/me/route';
import { findUserByEmail } from '@/db/repositories/users';
import { accountDeletion } from '@/tests/support/account-deletion';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { ada, bearerOf, signInBrowser } from '@/tests/support/people';
import { editUser } from '@/tests/support/test-app';

const deletion = await accountDeletion(route, '/api/users/1/');
const { app, good, remove } = deletion;

describe('400', () => {
  deletion.itRequiresThePassword();
});

describe('401', () => {
  deletion.itRefusesStrangers();
});

describe('404', () => {
  it.each(['2', '99', 'x'])(
    'to the id %s of another user or none, whatever the body',
    async (id) => {
      const headers = await bearerOf();
      for (const body of [good, {}, { current_password: 'wrong' }]) {
        const answer = await remove(body, headers, new ApiClient(), `/api/users/${id}/`);
        expectAnswer(answer, 404, { detail: 'Not found.' });
      }
      expect(await findUserByEmail(app.ctx.db, 'bob@example.com')).not.toBeNull();
    },
  );
});

describe('204', () => {
  deletion.itDeletesTheAccount();

  it('lets staff delete another with their own password, and stay signed in', async () => {
    await editUser(app.ctx, 'bob@example.com', { isStaff: true });
    const browser = await signInBrowser('bob@example.com');
    const answer = await remove(good, {}, browser, '/api/users/3/');
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
    expect(await findUserByEmail(app.ctx.db, ada.email)).toBeNull();
    expect((await browser.call(me, 'GET', '/api/users/me/')).status).toBe(200);
  });
});
