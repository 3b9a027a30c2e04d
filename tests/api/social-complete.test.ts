import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/o/[provider]/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer } from '@/tests/support/expectations';
import {
  attemptsIn,
  expectRefusal,
  rowsOf,
  startSocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';
import { editUser, withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const { complete, begin, comeFrom } = app;
app.be(vera);

const whoAmI = async (client: ApiClient, headers = {}) =>
  (await client.call(me, 'GET', '/api/users/me/', { headers })).json;

describe('201', () => {
  it('signs a browser in with cookies alone, and takes the attempt’s away', async () => {
    const browser = new ApiClient('browser');
    const answer = await comeFrom(browser, vera);
    expectAnswer(answer, 201, { user: 'vera@example.com' });
    expect(answer.cookies.map(({ name, maxAge }) => [name.slice(0, 8), maxAge])).toEqual([
      ['access', 300],
      ['refresh', 86_400],
      ['device', 365 * 86_400],
      ['attempt-', 0],
    ]);
    expect(attemptsIn(browser)).toEqual([]);
    expect(await whoAmI(browser)).toMatchObject({ email: vera.email, first_name: 'Vera' });
  });

  it('gives a native client its tokens in the body', async () => {
    const native = new ApiClient();
    const visit = await begin(native, 'google');
    const [{ name = '', value = '' } = {}] = (
      await native.call(
        route,
        'GET',
        '/api/o/google/?redirect_uri=http://localhost:3000/auth/google',
      )
    ).cookies.slice(1);
    // A client without a cookie jar keeps cookies itself: those of another attempt do not belong to this one.
    const headers = { cookie: `${name}=${value}` };
    const wrong = await native.call(route, 'POST', '/api/o/google/', {
      body: visit.callback,
      headers,
    });
    expect(wrong.status).toBe(400);
    const answer = await nativeSignIn();
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json as object)).toEqual(['access', 'refresh', 'user']);
    const { access } = answer.json as { access: string };
    const client = new ApiClient();
    expect(await whoAmI(client, { authorization: `Bearer ${access}` })).toMatchObject({
      email: vera.email,
    });
  });

  it('takes the answer in the query, as a form, as JSON, and under Google’s Django name', async () => {
    const ways = [
      (query: string) => [`/api/o/google/?${query}`, {}] as const,
      (query: string) => [`/api/o/google-oauth2/?${query}`, {}] as const,
      (query: string) => {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return ['/api/o/google/', { body: query, headers }] as const;
      },
      (query: string) => {
        const body = Object.fromEntries(new URLSearchParams(query));
        return ['/api/o/google-oauth2/', { body }] as const;
      },
    ];
    for (const way of ways) {
      const browser = new ApiClient('browser');
      const { callback } = await begin(browser);
      const [path, call] = way(`${new URLSearchParams(callback)}`);
      const { status, text } = await browser.call(route, 'POST', path, call);
      expect([status, text], path).toEqual([201, '{"user":"vera@example.com"}']);
    }
  });

  it('ends the browser’s former session', async () => {
    const browser = new ApiClient('browser');
    await comeFrom(browser, vera);
    const before = { ...browser.jar };
    await comeFrom(browser, vera);
    const headers = { cookie: `access=${before.access}` };
    expect((await new ApiClient().call(me, 'GET', '/api/users/me/', { headers })).status).toBe(401);
    expect(await whoAmI(browser)).toMatchObject({ email: vera.email });
  });
});

/** As a client that keeps its own cookies, and is no browser. */
async function nativeSignIn() {
  const jar = new ApiClient('browser');
  const { callback } = await begin(jar);
  const cookie = Object.entries(jar.jar).map((pair) => pair.join('='));
  const headers = { cookie: cookie.join('; ') };
  return new ApiClient().call(route, 'POST', '/api/o/google/', { body: callback, headers });
}

describe('400', () => {
  it('says what is missing', async () => {
    const browser = new ApiClient('browser');
    const { state } = await begin(browser);
    for (const body of [{}, { code: 'x' }, { code: 'x', state: '' }, { state: null }]) {
      expectRefusal(await complete(browser, body), 'Missing needed parameter state');
    }
    expectRefusal(await complete(browser, { state }), 'Missing needed parameter code');
  });

  it('tells a lost cookie from a wrong state', async () => {
    const { callback } = await begin(new ApiClient('browser'));
    const unknown = 'State could not be found in server-side session data.';
    expectRefusal(await complete(new ApiClient('browser'), callback), unknown);
    const other = new ApiClient('browser');
    await begin(other);
    expectRefusal(await complete(other, callback), 'Invalid state has been provided.');
  });

  it.each(['access_denied', 'user_cancelled_authorize', 'user_cancelled_login', 'user_denied'])(
    'says that the user canceled: %s',
    async (error) => {
      const browser = new ApiClient('browser');
      const { state } = await begin(browser);
      expectRefusal(await complete(browser, { state, error }), 'Authentication process canceled');
    },
  );

  it('does not repeat what else the provider says', async () => {
    const browser = new ApiClient('browser');
    const { state } = await begin(browser);
    const body = { state, error: '<script>', error_description: '<b>' };
    const why = 'Authentication failed: the provider refused the request';
    expectRefusal(await complete(browser, body), why);
  });

  it('says why the provider’s answer was refused, and that it is down', async () => {
    const browser = new ApiClient('browser');
    const { state } = await begin(browser);
    const refused = await complete(browser, { state, code: 'of another user' });
    expectRefusal(refused, 'Authentication failed: it answered invalid_grant');
    const { callback } = await begin(browser);
    const down = { '/token': (response: { destroy: () => void }) => response.destroy() };
    await withChanged(app.fake.pages, down, async () => {
      const answer = await complete(browser, callback);
      expectRefusal(answer, 'The authentication provider could not be reached');
    });
  });

  it('to a user whose account is not active, whatever the provider says', async () => {
    await editUser(app.ctx, vera.email, { isActive: false });
    const before = await rowsOf(app);
    for (const person of [vera, { ...vera, sub: 'another-of-hers' }]) {
      const answer = await comeFrom(new ApiClient('browser'), person);
      expectRefusal(answer, 'Authentication failed: this account is not active');
    }
    await editUser(app.ctx, vera.email, { awaitsActivation: true });
    const wayOn = 'this account awaits activation, and resetting its password activates it';
    const answer = await comeFrom(new ApiClient('browser'), vera);
    expectRefusal(answer, `Authentication failed: ${wayOn}`);
    await editUser(app.ctx, vera.email, { awaitsActivation: false });
    expect(await rowsOf(app)).toEqual(before);
    await editUser(app.ctx, vera.email, { isActive: true });
  });

  it('with a mailed link, to an address that the provider does not vouch for', async () => {
    const two = { ...unvouched, sub: 'two', email: 'two@example.com' };
    const { status, json } = await comeFrom(new ApiClient('browser'), two);
    expect([status, json]).toMatchObject([400, { code: ['confirmEmail'] }]);
    expect(await app.newMails()).toContainEqual(expect.objectContaining({ to: two.email }));
    app.be(vera);
  });
});

describe('403', () => {
  it('to a foreign page, which could sign a user in to the account of another', async () => {
    const browser = new ApiClient('browser');
    const { callback: body } = await begin(browser);
    const headers = { origin: 'https://evil.example' };
    const answer = await browser.call(route, 'POST', '/api/o/google/', { body, headers });
    expect(answer.status).toBe(403);
    expect((await complete(browser, body)).status).toBe(201);
  });
});

describe('404', () => {
  it('to a provider that is none or not configured', async () => {
    for (const slug of ['facebook', 'nobody']) {
      const answer = await complete(new ApiClient(), { state: 'x', code: 'x' }, slug);
      expectAnswer(answer, 404, { detail: `Provider '${slug}' not supported` });
    }
  });
});
