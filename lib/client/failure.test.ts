import { afterEach, expect, it, vi } from 'vitest';
import { createBaseQuery } from '@/lib/client/base-query';
import { explainFailure } from '@/lib/client/failure';
import { detailMessage } from '@/lib/shared/api-error';
import { jwtCreate } from '@/lib/shared/contracts/jwt';

afterEach(() => {
  vi.unstubAllGlobals();
});

const SITE_URL = 'https://site.example';

/** What a form would say if the network answered this. */
async function failureOf(answer: () => Response, siteUrl = SITE_URL) {
  vi.stubGlobal('fetch', async () => answer());
  const api = { signal: new AbortController().signal } as Parameters<
    ReturnType<typeof createBaseQuery>
  >[1];
  const { error } = await createBaseQuery()({ contract: jwtCreate }, api, {});
  return explainFailure(error, siteUrl);
}

const json = (status: number, body: object) => () => Response.json(body, { status });

it('puts field errors at their fields, and those of the whole into words', async () => {
  const body = { email: ['E'], non_field_errors: ['N', 'M'] };
  expect(await failureOf(json(400, body))).toEqual({ fields: { email: ['E'] }, message: 'N M' });
});

it('passes on what the API says', async () => {
  expect(await failureOf(json(401, { detail: 'No.' }))).toEqual({ fields: {}, message: 'No.' });
});

it.each([
  [1, 'That was too often. Try again in 1 second.'],
  [89, 'That was too often. Try again in 89 seconds.'],
  [90, 'That was too often. Try again in 2 minutes.'],
  [720, 'That was too often. Try again in 12 minutes.'],
])('says when %i seconds will be over', async (seconds, words) => {
  const detail = detailMessage.throttled(seconds);
  expect(await failureOf(json(429, { detail }))).toEqual({ fields: {}, message: words });
});

it('sends whoever came to another name of the site to its own', async () => {
  const refused = json(403, { detail: 'CSRF Failed: Origin checking failed.' });
  expect((await failureOf(refused)).message).toBe(
    'This page was opened at another address than the site’s. Open https://site.example and try again.',
  );
  // Something else than the address made the server refuse, an extension of the browser perhaps.
  expect((await failureOf(refused, location.origin)).message).toMatch(/did not work/);
});

it('says of a refused sign-in no more than the API does, in a person’s words', async () => {
  const refused = json(401, { detail: detailMessage.noActiveAccount });
  expect(await failureOf(refused)).toEqual({
    fields: {},
    message: 'That address or user name and that password do not go together.',
  });
});

it('leaves the end of a session to those who watch it', async () => {
  const body = { detail: 'Authentication credentials were not provided.' };
  expect(await failureOf(json(401, body))).toEqual({ fields: {}, message: null });
});

it.each([
  ['a failing server', json(503, { detail: 'x' }), /our side/],
  ['a proxy’s error page', () => new Response('<html>', { status: 502 }), /our side/],
  [
    'an answer that is not the API’s',
    () => new Response('<html>', { status: 404 }),
    /did not work/,
  ],
  ['no answer', () => Response.error(), /did not work/],
])('explains %s', async (_, answer, message) => {
  expect((await failureOf(answer)).message).toMatch(message);
});

it('explains a network that is not there', async () => {
  const offline = () => {
    throw new TypeError('Failed to fetch');
  };
  expect((await failureOf(offline)).message).toMatch(/could not be reached/);
});

it('leaves what was given up when the session ended to those who watch it', () => {
  const aborted = { name: 'AbortError', message: 'Aborted' };
  expect(explainFailure(aborted, SITE_URL)).toEqual({ fields: {}, message: null });
});

it.each([undefined, null, new Error('x'), 'x'])('explains %s, whatever was thrown', (thrown) => {
  expect(explainFailure(thrown, SITE_URL).message).toBe('That did not work. Try again.');
});
