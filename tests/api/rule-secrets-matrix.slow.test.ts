import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseSetCookie } from 'cookie';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import * as confirmRoute from '@/app/api/identities/confirm/route';
import * as socialRoute from '@/app/api/o/[provider]/route';
import { insertingPendingIdentity } from '@/db/repositories/pending-identities';
import { findUserByEmail } from '@/db/repositories/users';
import type { EmailChange } from '@/db/tables/schema';
import type { RouteHandlers } from '@/lib/server/http/route';
import { attemptCookies, newAttempt } from '@/lib/server/identities/provider-attempt';
import { type AccountPurpose, encodeUid, signLink } from '@/lib/server/links/token';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import type { Contract } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import { ApiClient } from '@/tests/support/api-client';
import { ada, signIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const DJANGO_SECRET_KEY = 'a-django-secret-key-of-at-least-32-bytes';
const CRON_SECRET = 'a-secret-of-the-scheduler';
const GOOGLE = { GOOGLE_AUTH_KEY: 'our-app', GOOGLE_AUTH_SECRET: 'a-secret-of-our-app-at-google' };
const { ctx, clock } = await startTestApp({ DJANGO_SECRET_KEY, CRON_SECRET, ...GOOGLE });
await signUp();
await editUser(ctx, ada.email, { importedAt: new Date(0) });

const LINKS: Record<AccountPurpose, string> = {
  activation: 'users-activation',
  'password-reset': 'users-reset-password-confirm',
  'email-reset': 'users-reset-email-confirm',
  'email-confirm': 'users-set-email-confirm',
  'email-undo': 'users-set-email-undo',
};

/** An attempt that this browser made, and a pending identity. */
const attempt = newAttempt(
  { provider: 'google', redirectUri: 'http://localhost:3000/auth/google' },
  null,
);
const device = readDeviceCookie(null);
const pending = {
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
async function issue(): Promise<Record<string, string>> {
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
  const settings = { JWT_SECRET: ctx.settings.JWT_SECRET, CRON_SECRET, DJANGO_SECRET_KEY };
  const { value: sealed = '' } = parseSetCookie(await keepAttempt());
  const confirm = signLink('identity-confirm', { pending }, ctx.settings, clock.now());
  const social = { sealed, 'identity-confirm': confirm, device: device.value };
  return { access, refresh, django, ...settings, ...Object.fromEntries(links), ...social };
}

async function keepAttempt(): Promise<string> {
  const [kept = ''] = await attemptCookies(attempt, { cookie: () => null }, ctx);
  return kept;
}

/** The secrets that an endpoint takes as a token, by the place in the request. */
function expected({ name, who }: Contract, place: string, secret: string): boolean {
  if (place === 'bearer' && name === 'cron-outbox') return secret === 'CRON_SECRET';
  if (place === 'bearer' || (place === 'access' && name !== 'jwt-verify')) {
    return who === 'auth' && secret === 'access';
  }
  if (name === 'jwt-refresh') return place !== 'access' && ['refresh', 'django'].includes(secret);
  if (name === 'jwt-verify') return place !== 'refresh' && ['access', 'refresh'].includes(secret);
  return false;
}

/** The places in a request that a secret is put into. */
const places: Record<
  string,
  (secret: string) => { headers?: Record<string, string>; body?: object }
> = {
  bearer: (secret) => ({ headers: { authorization: `Bearer ${secret}` } }),
  access: (secret) => ({ headers: { cookie: `access=${secret}` } }),
  refresh: (secret) => ({ headers: { cookie: `refresh=${secret}` } }),
  body: (secret) => ({ body: { token: secret, refresh: secret } }),
};

const isGuarded = ({ name, who }: Contract) =>
  who === 'auth' || ['jwt-refresh', 'jwt-verify', 'cron-outbox'].includes(name);
const file = ({ path }: Contract) =>
  resolve(`app${path.replaceAll('{', '[').replaceAll('}', ']')}route.ts`);
const load = (contract: Contract): Promise<RouteHandlers> =>
  import(/* @vite-ignore */ file(contract));

/** A path whose id no row has, so that an accepted caller changes nothing. */
const pathOf = ({ path }: Contract) => path.replace('{id}', '999');

const names = Object.keys(await issue());

describe.each(contracts.filter(isGuarded).map((contract) => [contract.name, contract] as const))(
  '%s',
  (_, contract) => {
    it.each(Object.keys(places))('takes the right secret alone, as %s', async (place) => {
      const handlers = await load(contract);
      const taken: string[] = [];
      // Fresh for each test, since some are spent by use.
      for (const [name, secret] of Object.entries(await issue())) {
        const request = places[place]?.(secret);
        const hasBody = !['GET', 'DELETE'].includes(contract.method) || contract.body;
        const body = request?.body ?? (hasBody ? {} : undefined);
        const { status } = await new ApiClient().call(handlers, contract.method, pathOf(contract), {
          ...request,
          body: contract.method === 'GET' ? undefined : body,
        });
        expect(status).toBeLessThan(500);
        // An accepted caller who sends no body gets a 400, or a 404 for the id.
        const isEmpty = place !== 'body' && contract.name.startsWith('jwt-') && status === 400;
        if (status !== 401 && !isEmpty && !(place === 'body' && status === 400)) taken.push(name);
      }
      expect(taken).toEqual(names.filter((name) => expected(contract, place, name)));
    });
  },
);

describe('a link', () => {
  const linked = contracts.filter(({ name }) => Object.values(LINKS).includes(name));

  it.each(linked.map((contract) => [contract.name, contract] as const))(
    'takes no secret but its own: %s',
    async (name, contract) => {
      const handlers = await load(contract);
      const user = await findUserByEmail(ctx.db, ada.email);
      const uid = encodeUid(user?.id ?? 0);
      const secrets = await issue();
      const passwords = { new_password: ada.password, re_new_password: ada.password };
      for (const [kind, token] of Object.entries(secrets)) {
        if (LINKS[kind as AccountPurpose] === name) continue;
        const body = { uid, token, ...passwords, new_email: 'new@example.com' };
        const answer = await new ApiClient().call(handlers, 'POST', contract.path, { body });
        expect(answer.json, kind).toEqual({ token: ['Invalid token for given user.'] });
      }
    },
  );
});

it('a pending identity takes no secret and no device cookie but its own', async () => {
  const path = '/api/identities/confirm/';
  for (const [kind, token] of Object.entries(await issue())) {
    const cookie = kind === 'identity-confirm' ? 'x'.repeat(22) : device.value;
    const headers = { cookie: `device=${cookie}` };
    const body = { claim: pending.id, token };
    const answer = await new ApiClient().call(confirmRoute, 'POST', path, { body, headers });
    expect(answer.json, kind).toEqual(
      kind === 'identity-confirm'
        ? { non_field_errors: ['Open this link in the browser in which you began.'] }
        : { token: ['Invalid token for given user.'] },
    );
  }
});

it('an attempt is kept by no cookie but its own', async () => {
  const { name } = parseSetCookie(await keepAttempt());
  const body = { state: attempt.state, error: 'access_denied' };
  const answers: Record<string, unknown> = {};
  for (const [kind, secret] of Object.entries(await issue())) {
    const headers = { cookie: `device=${device.value}; ${name}=${secret}` };
    const call = { body, headers };
    const { json } = await new ApiClient().call(socialRoute, 'POST', '/api/o/google/', call);
    answers[kind] = (json as { non_field_errors: string[] }).non_field_errors[0];
  }
  const { sealed, ...others } = answers;
  expect(sealed).toBe('Authentication process canceled');
  expect(new Set(Object.values(others))).toEqual(new Set(['Invalid state has been provided.']));
});
