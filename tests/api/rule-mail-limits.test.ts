import { describe, it } from 'vitest';
import * as resend from '@/app/api/users/resend_activation/route';
import * as resetEmail from '@/app/api/users/reset_email/route';
import * as resetPassword from '@/app/api/users/reset_password/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import { exhaustBy, from, post } from '@/tests/support/limits';
import { ada, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx, clock } = await startTestApp({ SEND_ACTIVATION_EMAIL: 'true' });
await signUp();
await editUser(ctx, ada.email, { isActive: true });
const exhaust = exhaustBy(clock);

describe('429 to', () => {
  const mails: [string, RouteHandlers][] = [
    ['/api/users/reset_password/', resetPassword],
    ['/api/users/reset_email/', resetEmail],
    ['/api/users/resend_activation/', resend],
  ];

  it.each(mails)(
    'mails from %s to one address, with an account or without',
    async (path, route) => {
      for (const email of [ada.email, `nobody${path.length}@example.com`]) {
        await exhaust('mail-recipient', () => post(route, path, { email }, from()));
      }
    },
  );

  it.each(mails)(
    'mails from %s to many addresses, asked for at one',
    async (path, route) => {
      const headers = from();
      let turn = 0;
      await exhaust('mail-address', () => {
        turn += 1;
        return post(route, path, { email: `many${turn}@example.com` }, headers);
      });
    },
    30_000,
  );
});
