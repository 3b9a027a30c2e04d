import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import * as events from '@/app/api/events/route';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as logout from '@/app/api/logout/route';
import * as sessions from '@/app/api/sessions/route';
import * as activation from '@/app/api/users/activation/route';
import * as me from '@/app/api/users/me/route';
import * as resetEmail from '@/app/api/users/reset_email/route';
import * as resetEmailConfirm from '@/app/api/users/reset_email_confirm/route';
import * as users from '@/app/api/users/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import * as setEmailUndo from '@/app/api/users/set_email_undo/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { findUserByEmail } from '@/db/repositories/users';
import * as administration from '@/lib/server/accounts/administration';
import type { RouteHandlers } from '@/lib/server/http/route';
import { type Answer, ApiClient } from '@/tests/support/api-client';
import { ada, linkIn, tokensOf } from '@/tests/support/people';
import { editUser, type TestApp } from '@/tests/support/test-app';

const SECRET_FIELD = /password|token|access|refresh/;
const NEW_PASSWORD = 'an0ther-good-one';
const MOVED = 'moved@example.com';

/** The settings that the flows need. */
export const FLOW_SETTINGS = {
  SEND_ACTIVATION_EMAIL: 'true',
  DJANGO_SECRET_KEY: 'a-django-secret-key-of-at-least-32-bytes',
};

/** Does everything that the audit trail records, and returns every secret used on the way. */
export async function runAuditedFlows(app: TestApp): Promise<Set<string>> {
  const secrets = new Set<string>([app.ctx.settings.JWT_SECRET, FLOW_SETTINGS.DJANGO_SECRET_KEY]);
  const keepSecrets = (fields: unknown) => {
    for (const [name, value] of Object.entries(fields ?? {})) {
      if (SECRET_FIELD.test(name) && typeof value === 'string' && value) secrets.add(value);
    }
  };

  /** Calls as a native client and remembers its secrets; a call with a body is a POST. */
  async function call(
    handlers: RouteHandlers,
    body?: object,
    headers: Record<string, string> = {},
    method: 'POST' | 'GET' | 'PATCH' | 'DELETE' = 'POST',
  ): Promise<Answer> {
    keepSecrets(body);
    const answer = await new ApiClient().call(handlers, method, '/api/flows/', { body, headers });
    keepSecrets(answer.json);
    app.clock.advance(1);
    return answer;
  }

  const signIn = async (password: string, userAgent: string, email: string = ada.email) =>
    tokensOf(await call(create, { email, password }, { 'user-agent': userAgent }));
  const bearer = ({ access }: { access: string }) => ({ authorization: `Bearer ${access}` });
  const newestLink = async (to: string, path: string) => {
    const mails = (await app.mails()).filter((mail) => mail.to === to && mail.text.includes(path));
    return linkIn(mails.at(-1));
  };
  const admin = { ...app.ctx, bcryptCost: 4 };
  const account = async (email: string = ada.email) => {
    const user = await findUserByEmail(app.ctx.db, email);
    if (!user) throw new Error(`no ${email}`);
    return user;
  };

  await call(users, ada);
  const { uid, token } = await newestLink(ada.email, '/activation/');
  await call(create, { email: ada.email, password: ada.password });
  await call(activation, { uid, token: `${token}x` });
  await call(activation, { uid, token });

  await call(create, { email: ada.email, password: 'a-canary-mistyped' });
  await call(create, { email: 'nobody@example.com', password: 'a-canary-of-nobody' });
  // Some users type their password into the field of the address.
  await call(create, { username: 'a-canary-in-the-wrong-field', password: 'a-canary-beside-it' });
  secrets.add('a-canary-in-the-wrong-field');
  const first = await signIn(ada.password, 'Firefox/131.0');
  const second = await signIn(ada.password, 'Chrome/126.0');

  const third = tokensOf(await call(refresh, { refresh: first.refresh }));
  await call(refresh, { refresh: third.refresh });
  await call(refresh, { refresh: first.refresh });
  await editUser(app.ctx, ada.email, { importedAt: app.clock.now() });
  await call(refresh, { refresh: await djangoToken((await account()).id, app) });

  await call(sessions, undefined, bearer(second), 'DELETE');
  await call(me, { first_name: 'Augusta' }, bearer(second), 'PATCH');
  const current_password = 'a-canary-not-current';
  await call(setPassword, { current_password, new_password: NEW_PASSWORD }, bearer(second));
  const change = { current_password: ada.password, new_password: NEW_PASSWORD };
  await call(setPassword, change, bearer(second));
  await call(me, undefined, { cookie: 'access=x', origin: 'https://evil.example' });

  await call(setEmail, { new_email: MOVED, current_password: NEW_PASSWORD }, bearer(second));
  await call(setEmail, undefined, bearer(second), 'DELETE');
  await call(setEmail, { new_email: MOVED, current_password: NEW_PASSWORD }, bearer(second));
  await call(setEmailConfirm, await newestLink(MOVED, '/email-change/'));
  await call(setEmailUndo, await newestLink(ada.email, '/email-undo/'));
  await call(resetEmail, { email: ada.email });
  const link = await newestLink(ada.email, '/email-reset/');
  await call(resetEmailConfirm, { ...link, new_email: MOVED });

  const owner = { firstName: 'Super', lastName: 'User', username: undefined };
  const root = { ...owner, email: 'root@example.com', password: 'a-canary-of-the-root' };
  keepSecrets(root);
  await administration.createSuperuser(admin, root);
  const password = 'a-canary-set-by-hand';
  keepSecrets({ password });
  await administration.setPasswordOf(admin, await account(MOVED), password);
  await administration.setActive(admin, await account(MOVED), false);
  await administration.setActive(admin, await account(MOVED), true);
  await administration.signOutEverywhere(admin, await account(MOVED));

  await call(logout, undefined, bearer(await signIn(password, 'Chrome/126.0', MOVED)));
  const last = bearer(await signIn(root.password, 'Chrome/126.0', root.email));
  await call(events, undefined, last, 'GET');
  await call(me, { current_password: root.password }, last, 'DELETE');
  return secrets;
}

/** Returns a live refresh token of simplejwt's. */
function djangoToken(user_id: number, { clock }: TestApp): Promise<string> {
  const iat = Math.floor(clock.now().getTime() / 1000);
  const claims = { token_type: 'refresh', exp: iat + 999, iat, jti: randomUUID(), user_id };
  const key = new TextEncoder().encode(FLOW_SETTINGS.DJANGO_SECRET_KEY);
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);
}
