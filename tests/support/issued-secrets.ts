import { randomUUID } from 'node:crypto';
import { parseSetCookie } from 'cookie';
import { SignJWT } from 'jose';
import * as tokenLogin from '@/app/api/token/login/route';
import { insertingPendingIdentity } from '@/db/repositories/pending-identities';
import { findUserByEmail } from '@/db/repositories/users';
import type { EmailChange } from '@/db/tables/schema';
import { attemptCookies, newAttempt } from '@/lib/server/identities/provider-attempt';
import { begunCookies } from '@/lib/server/links/begun';
import { type AccountPurpose, signLink } from '@/lib/server/links/token';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { ApiClient } from '@/tests/support/api-client';
import { ada, signIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const DJANGO_SECRET_KEY = 'a-django-secret-key-of-at-least-32-bytes';
const CRON_SECRET = 'a-secret-of-the-scheduler';
const GOOGLE = { GOOGLE_AUTH_KEY: 'our-app', GOOGLE_AUTH_SECRET: 'a-secret-of-our-app-at-google' };
// All links exist where users sign in by user name.
const LOGIN_FIELD = 'username';
const app = await startTestApp({
  LOGIN_FIELD,
  TOKEN_ENDPOINTS: 'true',
  DJANGO_SECRET_KEY,
  CRON_SECRET,
  ...GOOGLE,
});
const { clock } = app;

/** The context of the app that issues the secrets. */
export const { ctx } = app;
await signUp({ username: 'ada' });
await editUser(ctx, ada.email, { importedAt: new Date(0) });

/** The contracts by the purpose of the link that they take. */
export const LINKS: Record<AccountPurpose, string> = {
  activation: 'users-activation',
  'password-reset': 'users-reset-password-confirm',
  'email-reset': 'users-reset-email-confirm',
  'username-reset': 'users-reset-username-confirm',
  'email-confirm': 'users-set-email-confirm',
  'email-undo': 'users-set-email-undo',
};

/** An attempt that this browser made. */
export const attempt = newAttempt(
  { provider: 'google', redirectUri: 'http://localhost:3000/auth/google' },
  null,
);
/** The browser's device cookie. */
export const device = readDeviceCookie(null);
/** A pending identity of this browser. */
export const pending = {
  id: 'a-pending-identity',
  provider: 'google',
  subject: 'somebody',
  email: 'somebody@example.com',
  firstName: '',
  lastName: '',
  device: device.hash,
  createdAt: clock.now(),
};
await insertingPendingIdentity(ctx.db, pending);

/** Every secret that the app issues or takes, fresh. */
export async function issueSecrets(): Promise<Record<string, string>> {
  const user = await findUserByEmail(ctx.db, ada.email);
  if (!user) throw new Error('no such user');
  const change = { id: 'a-change', confirmedAt: null } as EmailChange;
  const links = Object.keys(LINKS).map((name) => {
    const purpose = name as AccountPurpose;
    return [purpose, signLink(purpose, { user, change }, ctx.settings, clock.now())] as const;
  });
  const iat = Math.floor(clock.now().getTime() / 1000);
  const claims = {
    token_type: 'refresh',
    exp: iat + 999,
    iat,
    jti: randomUUID(),
    user_id: user.id,
  };
  const django = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(DJANGO_SECRET_KEY));
  const { access, refresh } = await signIn();
  const body = { email: ada.email, password: ada.password };
  const signedIn = await new ApiClient().call(tokenLogin, 'POST', '/api/token/login/', { body });
  const { auth_token: key = '' } = signedIn.json as { auth_token?: string };
  const settings = { JWT_SECRET: ctx.settings.JWT_SECRET, CRON_SECRET, DJANGO_SECRET_KEY };
  const { value: sealed = '' } = parseSetCookie(await keepAttempt());
  const confirm = signLink('identity-confirm', { pending }, ctx.settings, clock.now());
  const page = { isOwnPage: true, presented: { cookie: () => null } };
  const [asked = ''] = begunCookies(ctx, page, { purpose: 'activation', email: ada.email });
  const { value: begun = '' } = parseSetCookie(asked);
  const social = { begun, sealed, 'identity-confirm': confirm, device: device.value };
  return { access, refresh, key, django, ...settings, ...Object.fromEntries(links), ...social };
}

/** Returns the Set-Cookie value that keeps the attempt. */
export async function keepAttempt(): Promise<string> {
  const [kept = ''] = await attemptCookies(attempt, { cookie: () => null }, ctx);
  return kept;
}
