import { resolve } from 'node:path';
import { parseSetCookie } from 'cookie';
import { describe, expect, it } from 'vitest';
import * as confirmRoute from '@/app/api/identities/confirm/route';
import * as socialRoute from '@/app/api/o/[provider]/route';
import * as activation from '@/app/api/users/activation/route';
import { findUserByEmail } from '@/db/repositories/users';
import type { RouteHandlers } from '@/lib/server/http/route';
import { type AccountPurpose, encodeUid } from '@/lib/server/links/token';
import type { Contract } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import { ApiClient } from '@/tests/support/api-client';
import {
  attempt,
  ctx,
  device,
  issueSecrets,
  keepAttempt,
  LINKS,
  pending,
} from '@/tests/support/issued-secrets';
import { ada } from '@/tests/support/people';
import { editUser } from '@/tests/support/test-app';

/** The secrets that an endpoint takes as a token, by the place in the request. */
function expected({ name, who }: Contract, place: string, secret: string): boolean {
  if (place === 'key') return who === 'auth' && secret === 'key';
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
  key: (secret) => ({ headers: { authorization: `Token ${secret}` } }),
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

const names = Object.keys(await issueSecrets());

describe.each(contracts.filter(isGuarded).map((contract) => [contract.name, contract] as const))(
  '%s',
  (_, contract) => {
    it.each(Object.keys(places))('takes the right secret alone, as %s', async (place) => {
      const handlers = await load(contract);
      const taken: string[] = [];
      // Fresh for each test, since some are spent by use.
      for (const [name, secret] of Object.entries(await issueSecrets())) {
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
      const secrets = await issueSecrets();
      const passwords = { new_password: ada.password, re_new_password: ada.password };
      for (const [kind, token] of Object.entries(secrets)) {
        if (LINKS[kind as AccountPurpose] === name) continue;
        const others = { new_email: 'new@example.com', new_username: 'new' };
        const body = { uid, token, ...passwords, ...others };
        const answer = await new ApiClient().call(handlers, 'POST', contract.path, { body });
        expect(answer.json, kind).toEqual({ token: ['Invalid token for given user.'] });
      }
    },
  );
});

it('a pending identity takes no secret and no device cookie but its own', async () => {
  const path = '/api/identities/confirm/';
  for (const [kind, token] of Object.entries(await issueSecrets())) {
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
  for (const [kind, secret] of Object.entries(await issueSecrets())) {
    const headers = { cookie: `device=${device.value}; attempts=${name}; ${name}=${secret}` };
    const call = { body, headers };
    const { json } = await new ApiClient().call(socialRoute, 'POST', '/api/o/google/', call);
    answers[kind] = (json as { non_field_errors: string[] }).non_field_errors[0];
  }
  const { sealed, ...others } = answers;
  expect(sealed).toBe('Authentication process canceled');
  expect(new Set(Object.values(others))).toEqual(new Set(['Invalid state has been provided.']));
});

it('a browser is known to have asked for a link by no secret but its proof', async () => {
  const path = '/api/users/activation/';
  const signsIn: string[] = [];
  for (const [kind, secret] of Object.entries(await issueSecrets())) {
    await editUser(ctx, ada.email, { isActive: false, awaitsActivation: true });
    const user = await findUserByEmail(ctx.db, ada.email);
    const token = (await issueSecrets()).activation;
    const headers = { cookie: `begun=${secret}` };
    const body = { uid: encodeUid(user?.id ?? 0), token };
    const answer = await new ApiClient('browser').call(activation, 'POST', path, { body, headers });
    expect(answer.status).toBe(204);
    if (answer.cookies.length > 0) signsIn.push(kind);
  }
  expect(signsIn).toEqual(['begun']);
});
