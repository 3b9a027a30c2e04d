import { describe, expect, it } from 'vitest';
import * as users from '@/app/api/users/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
for (const name of ['bob', 'cleo', 'dan']) await signUp({ email: `${name}@example.com` });
await editUser(app.ctx, 'bob@example.com', { isStaff: true });

const list = (query: string, headers: Record<string, string>) =>
  new ApiClient().call(users, 'GET', `/api/users/${query}`, { headers });
const ids = (answer: { json: unknown }) => (answer.json as { id: number }[]).map(({ id }) => id);

describe('200', () => {
  it('shows a user themselves alone', async () => {
    const { first_name, last_name, email } = ada;
    const answer = await list('', await bearerOf());
    expectAnswer(answer, 200, [{ first_name, last_name, id: 1, email }]);
    expect(answer.text).toMatch(/^\[\{"first_name":"Ada","last_name":"Lovelace","id":1,"email":/);
    expect(ids(await list('?after=1&limit=5', await bearerOf()))).toEqual([1]);
  });

  it('shows staff all users, by id, in one bare array', async () => {
    const answer = await list('', await bearerOf('bob@example.com'));
    expect(ids(answer)).toEqual([1, 2, 3, 4]);
    expect(answer.headers.has('link')).toBe(false);
  });

  it('leads to the next page where there is one', async () => {
    const staff = await bearerOf('bob@example.com');
    const first = await list('?limit=3', staff);
    expect(ids(first)).toEqual([1, 2, 3]);
    const link = first.headers.get('link') ?? '';
    expect(link).toBe('<http://localhost:3000/api/users/?limit=3&after=3>; rel="next"');
    const second = await list('?limit=3&after=3', staff);
    expect(ids(second)).toEqual([4]);
    expect(second.headers.has('link')).toBe(false);
    expect(ids(await list('?limit=1000000', staff))).toHaveLength(4);
  });
});

describe('400', () => {
  it.each(['0', '-1', 'x', '', '1e3', '1.5'])('to a limit of %j', async (limit) => {
    const answer = await list(`?limit=${limit}`, await bearerOf());
    expectAnswer(answer, 400, { limit: ['A valid integer is required.'] });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await list('', {}));
  });
});
