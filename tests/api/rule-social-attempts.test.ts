import { describe, expect, it } from 'vitest';
import { ApiClient } from '@/tests/support/api-client';
import { attemptsIn, expectRefusal, startSocialApp, vera } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const { begin, complete } = app;
const { settings } = app.ctx;
app.be(vera);

const INVALID = 'Invalid state has been provided.';
const browser = () => new ApiClient('browser');

describe('two tabs of one browser', () => {
  it('come back in any order, from the same provider or another', async () => {
    const client = browser();
    const [first, second] = [await begin(client), await begin(client, 'acme')];
    const third = await begin(client);
    expect(attemptsIn(client)).toHaveLength(3);
    expect((await complete(client, second.callback, 'acme')).status).toBe(201);
    expect((await complete(client, third.callback)).status).toBe(201);
    expect((await complete(client, first.callback)).status).toBe(201);
  });

  it('have each an attempt of its own: the cookie of one is of no use to the other', async () => {
    const client = browser();
    const [first, second] = [await begin(client), await begin(client)];
    const [a = '', b = ''] = attemptsIn(client);
    [client.jar[a], client.jar[b]] = [client.jar[b] ?? '', client.jar[a] ?? ''];
    expectRefusal(await complete(client, first.callback), INVALID);
    expectRefusal(await complete(client, second.callback), INVALID);
  });
});

describe('a button that is pressed again and again', () => {
  it('never makes the browser send more than servers take: the newest five attempts stay', async () => {
    const client = browser();
    const begun = [];
    for (let press = 1; press <= 20; press += 1) begun.push(await begin(client));
    expect(attemptsIn(client)).toHaveLength(5);
    expect((await complete(client, begun[14]?.callback ?? {})).status).toBe(400);
    expect((await complete(client, begun[15]?.callback ?? {})).status).toBe(201);
    expect((await complete(client, begun[19]?.callback ?? {})).status).toBe(201);
  });
});

describe('an attempt', () => {
  it('is over after ten minutes, whether or not the browser keeps its cookie', async () => {
    const client = browser();
    const [slow, late] = [await begin(client), await begin(client)];
    app.clock.advance(599);
    expect((await complete(client, slow.callback)).status).toBe(201);
    app.clock.advance(1);
    expectRefusal(await complete(client, late.callback), INVALID);
  });

  it('is good for one answer, even if that failed', async () => {
    const client = browser();
    const { state, callback } = await begin(client);
    const jar = { ...client.jar };
    expect((await complete(client, { state, error: 'access_denied' })).status).toBe(400);
    expectRefusal(await complete(client, callback), INVALID);
    const again = await begin(client);
    expect((await complete(client, again.callback)).status).toBe(201);
    Object.assign(client.jar, jar);
    app.clock.advance(1);
    expectRefusal(await complete(client, callback), INVALID);
  });

  it('stays spent for as long as its cookie could be copied', async () => {
    const client = browser();
    const { callback } = await begin(client);
    const jar = { ...client.jar };
    expect((await complete(client, callback)).status).toBe(201);
    for (const seconds of [1, 300, 298, 1, 600]) {
      app.clock.advance(seconds);
      Object.assign(client.jar, jar);
      expectRefusal(await complete(client, callback), INVALID);
    }
  });
});

describe('an answer that belongs to no attempt of this browser', () => {
  it('is of a browser that began none, or of one that began another, whatever the state looks like', async () => {
    const { callback } = await begin(browser());
    const [began, known, strange] = [browser(), browser(), browser()];
    const { callback: own } = await begin(began);
    // A browser that signed in with a password before has a device cookie, and no attempt.
    known.jar.device = began.jar.device ?? '';
    strange.jar.attempts = 'nothing-of-ours';
    for (const state of [callback.state, `${callback.state}.L2FjY291bnQ`, 'x', '0', '<b>']) {
      const body = { ...callback, state };
      expectRefusal(await complete(began, body), INVALID);
      for (const client of [known, strange, browser(), new ApiClient()]) {
        const unknown = 'State could not be found in server-side session data.';
        expectRefusal(await complete(client, body), unknown);
      }
    }
    expect((await complete(began, own)).status).toBe(201);
    expectRefusal(await complete(began, own), INVALID);
  });

  it.each([
    ['access_denied', 'Authentication process canceled'],
    ['user_cancelled_authorize', 'Authentication process canceled'],
    ['server_error', 'Authentication failed: the provider refused the request'],
  ])('says %s although the provider left the state out, and spends none', async (error, why) => {
    const client = browser();
    const { callback } = await begin(client);
    for (const one of [client, browser()]) {
      for (const body of [{ error }, { error, state: '' }, { error, code: callback.code }]) {
        expectRefusal(await complete(one, body), why);
      }
    }
    expect((await complete(client, callback)).status).toBe(201);
  });
});

describe('the sealed cookie', () => {
  it('is worth nothing with any part of it changed', async () => {
    const client = browser();
    const { callback } = await begin(client);
    const [name = ''] = attemptsIn(client);
    const sealed = client.jar[name] ?? '';
    const parts = sealed.split('.');
    const flip = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    const forged = [
      ...parts.map((part, at) => parts.with(at, flip(part)).join('.')),
      // The second is empty anyway: the key is not sent along.
      ...[0, 2, 3, 4].map((at) => parts.with(at, '').join('.')),
      parts.slice(0, 4).join('.'),
      `${sealed}.x`,
      sealed.slice(0, -1),
      Buffer.from('{"alg":"none"}').toString('base64url'),
      client.jar.device ?? '',
      'x',
    ];
    for (const value of forged) {
      client.jar[name] = value;
      expectRefusal(await complete(client, callback), INVALID);
    }
    client.jar[name] = sealed;
    expect((await complete(client, callback)).status).toBe(201);
  });

  it('of a secret that is not ours is worth nothing', async () => {
    const client = browser();
    const foreign = { JWT_SECRET: 'a-secret-of-another-site-of-32-bytes-' };
    const { callback } = await withChanged(settings, foreign, () => begin(client));
    expectRefusal(await complete(client, callback), INVALID);
  });

  it('outlives a change of the secret, as long as the former one is named', async () => {
    const client = browser();
    const [first, second] = [await begin(client), await begin(client)];
    const rotated = { JWT_SECRET: 'another-secret-of-at-least-32-bytes-now' };
    const named = { ...rotated, JWT_PREVIOUS_SECRETS: [settings.JWT_SECRET] };
    await withChanged(settings, rotated, async () => {
      expectRefusal(await complete(client, first.callback), INVALID);
    });
    await withChanged(settings, named, async () => {
      expect((await complete(client, second.callback)).status).toBe(201);
    });
  });

  it('counts under its full name alone where the site is encrypted', async () => {
    await withChanged(settings, { SITE_URL: 'https://app.example.com' }, async () => {
      const client = browser();
      const redirect_uri = 'https://app.example.com/auth/google';
      const { callback } = await begin(client, 'google', { redirect_uri });
      const name = Object.keys(client.jar).find((key) => key.startsWith('__Host-attempt-')) ?? '';
      const { [name]: value = '', ...others } = client.jar;
      delete client.jar[name];
      Object.assign(client.jar, { [name.replace('__Host-', '')]: value });
      expectRefusal(await complete(client, callback), INVALID);
      Object.assign(client.jar, others, { [name]: value });
      const headers = { origin: 'https://app.example.com' };
      expect(headers.origin).toBe(settings.SITE_URL);
      expect((await complete(client, callback)).status).toBe(201);
    });
  });
});
