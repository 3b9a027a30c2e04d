import { beforeAll, describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as logout from '@/app/api/logout/route';
import * as tokenLogin from '@/app/api/token/login/route';
import * as tokenLogout from '@/app/api/token/logout/route';
import * as activation from '@/app/api/users/activation/route';
import * as me from '@/app/api/users/me/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import * as users from '@/app/api/users/route';
import { apiPathOf } from '@/lib/edge/api-prefixes';
import type { RouteHandlers } from '@/lib/server/http/route';
import { setContext } from '@/lib/server/use-case/context';
import type { Exchange, Known } from '@/tests/support/front-end-exchanges';
import {
  withAddressAsUsername,
  withoutNames,
  withTokenEndpoints,
} from '@/tests/support/front-ends';
import { linkOf } from '@/tests/support/links';
import { startTestApp } from '@/tests/support/test-app';

/**
 * What public front ends for Djoser send, as recorded in a browser: pages of another origin that keep
 * tokens from the body. With the settings that each needs, every answer must be the one it expects.
 */

const HANDLERS: Readonly<Record<string, RouteHandlers>> = {
  '/api/users/': users,
  '/api/users/activation/': activation,
  '/api/users/me/': me,
  '/api/users/reset_password/': reset,
  '/api/users/reset_password_confirm/': confirm,
  '/api/jwt/create/': create,
  '/api/jwt/refresh/': refresh,
  '/api/logout/': logout,
  '/api/token/login/': tokenLogin,
  '/api/token/logout/': tokenLogout,
};

const BROWSER = {
  accept: 'application/json, text/plain, */*',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-site',
};

describe.each([
  ['that has no names and sends JWT', withoutNames('http://localhost:4101')],
  ['whose user name is the address', withAddressAsUsername('http://localhost:4102')],
  ['of the token endpoints', withTokenEndpoints('http://localhost:4103')],
])('a front end %s', async (_, { origin, settings, journey }) => {
  const app = await startTestApp({
    SEND_ACTIVATION_EMAIL: 'true',
    AUTH_TOKENS_IN_BODY: 'always',
    CORS_ALLOWED_ORIGINS: origin,
    FRONTEND_URL: origin,
    ...settings,
  });
  beforeAll(() => setContext(app.ctx));
  const tokens = { access: '', refresh: '', auth_token: '', firstRefresh: '', uid: '', token: '' };
  const known: Known = { email: 'ada@example.com', ...tokens };

  /** Sends a request as a browser does for a page of another origin: it asks first. */
  async function send({ sends: [method, path], authorization, body }: Exchange): Promise<Response> {
    const apiPath = apiPathOf(path, app.ctx.settings.API_PATH_PREFIXES) ?? '';
    const handlers = HANDLERS[apiPath.replace(/\/?$/, '/')];
    if (!handlers) throw new Error(`${path} is no path of the API`);
    const own = {
      ...(authorization && { authorization: authorization(known) }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const request = (asked: string, headers: object, text?: string) =>
      new Request(`http://localhost:3000${apiPath}`, {
        method: asked,
        headers: { ...BROWSER, origin, ...headers },
        body: text ?? null,
      });
    const asked = Object.keys(own).sort().join(',');
    const question = { 'access-control-request-method': method };
    const preflight = await handlers.OPTIONS(
      request('OPTIONS', { ...question, 'access-control-request-headers': asked }),
    );
    const { headers } = preflight;
    expect([preflight.status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(headers.get('access-control-allow-methods')).toContain(method);
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase().split(', ');
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(own)));
    return handlers[method](request(method, own, body && JSON.stringify(body(known))));
  }

  const numbered = journey.map(
    (exchange, at) => [`${at + 1}: ${exchange.does}`, exchange] as const,
  );
  it.each(numbered)('%s', async (__, exchange) => {
    const { afterSeconds = 0, link, status, text } = exchange;
    app.clock.advance(afterSeconds);
    if (link) {
      const [page = ''] = link.split('{');
      const mail = (await app.mails()).findLast(({ text: words }) => words.includes(page));
      const { url, uid, token } = linkOf(mail ?? { text: '' });
      expect(url).toBe(link.replace('{uid}', uid).replace('{token}', token));
      Object.assign(known, { uid, token });
    }
    const answer = await send(exchange);
    const body = await answer.text();
    if (/"(?:access|auth_token)":/.test(body)) Object.assign(known, JSON.parse(body));
    known.firstRefresh ||= known.refresh;
    expect([answer.status, body]).toEqual([status, text(known)]);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
