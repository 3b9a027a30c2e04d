import { describe, expect, it } from 'vitest';
import * as activation from '@/app/api/users/activation/route';
import * as resend from '@/app/api/users/resend_activation/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { linkIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp({ SEND_ACTIVATION_EMAIL: 'true' });
const post = (body: unknown) =>
  new ApiClient().call(resend, 'POST', '/api/users/resend_activation/', { body });

describe('204', () => {
  it('sends the link again to an account that waits for it', async () => {
    await signUp();
    expectNoContent(await post({ email: ' ADA@example.com' }));
    const mails = await app.mails();
    expect(mails.map(({ to }) => to)).toEqual(['ada@example.com', 'ada@example.com']);
    const body = linkIn(mails[1]);
    const answer = await new ApiClient().call(activation, 'POST', '/api/users/activation/', {
      body,
    });
    expectNoContent(answer);
  });

  it('answers the same, and sends nothing, if no account awaits activation', async () => {
    await signUp({ email: 'out@example.com' });
    // Deactivated by an operator, who does not want to see it active again.
    await editUser(app.ctx, 'out@example.com', { awaitsActivation: false });
    const before = (await app.mails()).length;
    const answers = [
      await post({ email: 'nobody@example.com' }),
      await post({ email: 'ada@example.com' }),
      await post({ email: 'out@example.com' }),
    ];
    for (const answer of answers) expectNoContent(answer);
    const headers = answers.map((answer) => [...answer.headers.keys()].join());
    expect(new Set(headers).size).toBe(1);
    expect(await app.mails()).toHaveLength(before);
  });
});

describe('400', () => {
  it('without an address', async () => {
    expectAnswer(await post({}), 400, { email: ['This field is required.'] });
    expectAnswer(await post({ email: '' }), 400, { email: ['This field may not be blank.'] });
    expectAnswer(await post({ email: 'x' }), 400, { email: ['Enter a valid email address.'] });
  });

  it('with an empty body while accounts need no activation', async () => {
    await withChanged(app.ctx.settings, { SEND_ACTIVATION_EMAIL: false }, async () => {
      const answer = await post({ email: 'ada@example.com' });
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 400, text: '' });
    });
  });
});
