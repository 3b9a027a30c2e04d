import { describe, expect, it } from 'vitest';
import * as resend from '@/app/api/users/resend_activation/route';
import * as resetEmail from '@/app/api/users/reset_email/route';
import * as resetPassword from '@/app/api/users/reset_password/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import { LIMITS } from '@/lib/shared/limits';
import { exhaustBy, from, post } from '../support/limits';
import { ada, signUp } from '../support/people';
import { editUser, startTestApp } from '../support/test-app';

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

  it.each(mails)('mails from %s to one address, whoever has it', async (path, route) => {
    const limit = route === resetPassword ? 'mail-reset' : 'mail-recipient';
    for (const email of [ada.email, `nobody${path.length}@example.com`]) {
      clock.advance(LIMITS[limit].atOnce * LIMITS[limit].everySeconds);
      await exhaust(limit, () => post(route, path, { email }, from()));
    }
  });

  it('links of any kind to one address together, but for those to a new password', async () => {
    const email = 'mixed@example.com';
    const kinds = [
      ['/api/users/reset_email/', resetEmail] as const,
      ['/api/users/resend_activation/', resend] as const,
    ];
    let turn = 0;
    await exhaust('mail-recipient', () => {
      turn += 1;
      const [path, route] = kinds[turn % 2] ?? ['', resend];
      return post(route, path, { email }, from());
    });
    expect(
      (await post(resetPassword, '/api/users/reset_password/', { email }, from())).status,
    ).toBe(204);
  });

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
