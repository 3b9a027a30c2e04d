import { describe, it } from 'vitest';
import * as user from '@/app/api/users/[id]/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });
await editUser(app.ctx, 'bob@example.com', { isStaff: true });

const get = (id: string, headers: Record<string, string>) =>
  new ApiClient().call(user, 'GET', `/api/users/${id}/`, { headers });
const { first_name, last_name, email } = ada;

describe('200', () => {
  it('shows the caller themselves', async () => {
    expectAnswer(await get('1', await bearerOf()), 200, { first_name, last_name, id: 1, email });
  });

  it('shows staff any user', async () => {
    const answer = await get('1', await bearerOf('bob@example.com'));
    expectAnswer(answer, 200, { first_name, last_name, id: 1, email });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await get('1', {}));
  });
});

describe('404', () => {
  it.each(['2', '99', 'x', '0', '1e0', '%31%20', '99999999999999999999'])(
    'is the same for the id %s, which is of another user, absent or impossible',
    async (id) => {
      expectAnswer(await get(id, await bearerOf()), 404, { detail: 'Not found.' });
    },
  );

  it('is for staff, too, where no user has the id', async () => {
    const answer = await get('99', await bearerOf('bob@example.com'));
    expectAnswer(answer, 404, { detail: 'Not found.' });
  });
});
