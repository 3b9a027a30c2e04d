import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/users/reset_email/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
const post = (body: unknown) =>
  new ApiClient().call(route, 'POST', '/api/users/reset_email/', { body });

describe('204', () => {
  it('sends a link to change the address', async () => {
    expectNoContent(await post({ email: 'ADA@example.com' }));
    const [mail] = await app.mails();
    expect(mail).toMatchObject({ subject: 'Change your sign-in address for Gatehouse' });
    expect(mail?.text).toMatch(/^http:\/\/localhost:3000\/email-reset\/MQ\/[\w-]+$/m);
  });

  it('answers the same, and sends nothing, for an address without an account or with an inactive one', async () => {
    await signUp({ email: 'out@example.com' });
    await editUser(app.ctx, 'out@example.com', { isActive: false });
    for (const email of ['nobody@example.com', 'out@example.com']) {
      expectNoContent(await post({ email }));
    }
    expect(await app.mails()).toHaveLength(1);
  });
});

describe('400', () => {
  it.each([
    [{}, 'This field is required.'],
    [{ email: '' }, 'This field may not be blank.'],
    [{ email: 'x' }, 'Enter a valid email address.'],
  ])('to %j', async (body, message) => {
    expectAnswer(await post(body), 400, { email: [message] });
  });
});
