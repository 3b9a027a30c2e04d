import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
const subjectsTo = async (email: string) =>
  (await app.mails()).filter(({ to }) => to === email).map(({ subject }) => subject);

describe('signing up', () => {
  it('sends nothing unless told to, and lets people in at once', async () => {
    await signUp({ email: 'plain@example.com' });
    expect(await app.mails()).toEqual([]);
    expect(await findUserByEmail(app.ctx.db, 'plain@example.com')).toMatchObject({
      isActive: true,
      emailVerifiedAt: null,
    });
  });

  it('with SEND_CONFIRMATION_EMAIL says that the account is ready', async () => {
    await withChanged(app.ctx.settings, { SEND_CONFIRMATION_EMAIL: true }, () =>
      signUp({ email: 'said@example.com' }),
    );
    expect(await subjectsTo('said@example.com')).toEqual(['Your account on Gatehouse is ready']);
  });

  it('with SEND_ACTIVATION_EMAIL sends the link alone, and the user cannot sign in before', async () => {
    const both = { SEND_ACTIVATION_EMAIL: true, SEND_CONFIRMATION_EMAIL: true };
    await withChanged(app.ctx.settings, both, () => signUp({ email: 'later@example.com' }));
    expect(await subjectsTo('later@example.com')).toEqual(['Activate your account on Gatehouse']);
    const body = { email: 'later@example.com', password: PASSWORD };
    const answer = await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body });
    expect(answer.status).toBe(401);
  });

  it('20 times at once, in any letter case, makes one account and one mail', async () => {
    const spellings = ['race@example.com', 'RACE@example.com', ' Race@Example.COM'];
    const answers = await withChanged(app.ctx.settings, { SEND_CONFIRMATION_EMAIL: true }, () =>
      Promise.all(
        Array.from({ length: 20 }, (_, i) => {
          const body = { ...ada, email: spellings[i % spellings.length] };
          return new ApiClient().call(users, 'POST', '/api/users/', { body });
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { json } of answers.filter(({ status }) => status !== 201)) {
      expect(json).toEqual({ email: ['user account with this email already exists.'] });
    }
    expect(await subjectsTo('race@example.com')).toHaveLength(1);
  });

  it.each(['a@x.io\r\nBcc: b@y.io', '"a@evil"@x.io', 'a@x.io,b@y.io', 'a\uff20x.io'])(
    'with the address %j is refused and sends nothing',
    async (email) => {
      const before = (await app.mails()).length;
      await withChanged(app.ctx.settings, { SEND_CONFIRMATION_EMAIL: true }, async () => {
        const body = { ...ada, email };
        const answer = await new ApiClient().call(users, 'POST', '/api/users/', { body });
        expect(answer.json).toEqual({ email: ['Enter a valid email address.'] });
      });
      expect(await app.mails()).toHaveLength(before);
    },
  );
});
