import { describe, expect, it } from 'vitest';
import * as resetUsername from '@/app/api/users/reset_username/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { withSwitches } from '@/tests/support/switched-app';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx, mails } = await startTestApp({ LOGIN_FIELD: 'username' });
await signUp({ username: 'ada' });

const ask = (body: object, headers = {}) =>
  new ApiClient().call(resetUsername, 'POST', '/api/users/reset_username/', { body, headers });
const links = async () => (await mails()).filter(({ text }) => /\/username-reset\/MQ\//.test(text));

describe('204', () => {
  it('sends a link to the address of an active account, and says the same for any other', async () => {
    const answer = await ask({ email: ' ADA@example.com ' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await links()).toMatchObject([
      { to: ada.email, subject: 'Change your user name for Gatehouse' },
    ]);
    expect((await ask({ email: 'nobody@example.com' })).status).toBe(204);
    await editUser(ctx, ada.email, { isActive: false });
    expect((await ask({ email: ada.email })).status).toBe(204);
    await editUser(ctx, ada.email, { isActive: true });
    expect(await links()).toHaveLength(1);
  });
});

describe('400', () => {
  it('without an address', async () => {
    expectAnswer(await ask({}), 400, { email: ['This field is required.'] });
    expectAnswer(await ask({ email: '' }), 400, { email: ['This field may not be blank.'] });
    expectAnswer(await ask({ email: 'x' }), 400, { email: ['Enter a valid email address.'] });
  });
});

describe('429', () => {
  it('after too many requests for one address', async () => {
    let answer = await ask({ email: ada.email });
    while (answer.status === 204) answer = await ask({ email: ada.email });
    expect(answer.status).toBe(429);
  });
});

describe('LOGIN_FIELD=email', () => {
  it('has the path answer as it did without this endpoint', async () => {
    await withSwitches(ctx, { loginField: 'email' }, async () => {
      expectAnonymous(await ask({ email: ada.email }));
      expect((await ask({ email: ada.email }, await bearerOf())).status).toBe(405);
    });
  });
});
