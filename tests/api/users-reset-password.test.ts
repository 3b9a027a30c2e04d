import { describe, expect, it } from 'vitest';
import * as reset from '@/app/api/users/reset_password/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
const post = (body: unknown, headers: Record<string, string> = {}) =>
  new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body, headers });

describe('204', () => {
  it('sends a link to SITE_URL, whatever Host the request names', async () => {
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    expectNoContent(await post({ email: 'Ada@Example.com ' }, forged));
    const [mail, ...others] = await app.mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      to: 'ada@example.com',
      subject: 'Set a new password for Gatehouse',
    });
    expect(mail?.text).toMatch(/^http:\/\/localhost:3000\/password-reset\/MQ\/[\w-]+$/m);
    expect(`${mail?.text}${mail?.html}`).not.toContain('evil');
  });

  it('answers the same, and sends nothing, for an address without an account or with an inactive one', async () => {
    await signUp({ email: 'out@example.com' });
    await editUser(app.ctx, 'out@example.com', { isActive: false });
    const before = (await app.mails()).length;
    const answers = [
      await post({ email: 'nobody@example.com' }),
      await post({ email: 'out@example.com' }),
      await post({ email: 'ada@example.com' }),
    ];
    for (const answer of answers) expectNoContent(answer);
    expect(new Set(answers.map((answer) => [...answer.headers.keys()].join())).size).toBe(1);
    expect(await app.mails()).toHaveLength(before + 1);
  });

  it('helps an account that never had a password', async () => {
    await signUp({ email: 'social@example.com' });
    await editUser(app.ctx, 'social@example.com', { password: '!unusable' });
    await post({ email: 'social@example.com' });
    expect((await app.mails()).filter(({ to }) => to === 'social@example.com')).toHaveLength(1);
  });
});

describe('400', () => {
  it.each([
    [{}, 'This field is required.'],
    [{ email: '' }, 'This field may not be blank.'],
    [{ email: 'x' }, 'Enter a valid email address.'],
    [{ email: 'a@x.io\r\nBcc: b@y.io' }, 'Enter a valid email address.'],
    [{ email: '"a@evil"@x.io' }, 'Enter a valid email address.'],
    [{ email: 'a@x.io,b@y.io' }, 'Enter a valid email address.'],
    [{ email: 'a\uff20x.io' }, 'Enter a valid email address.'],
  ])('to %j, and sends nothing', async (body, message) => {
    const before = (await app.mails()).length;
    expectAnswer(await post(body), 400, { email: [message] });
    expect(await app.mails()).toHaveLength(before);
  });
});
