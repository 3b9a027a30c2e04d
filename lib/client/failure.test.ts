import { expect, it, vi } from 'vitest';
import { createBaseQuery } from '@/lib/client/base-query';
import { explainFailure } from '@/lib/client/failure';
import {
  ApiError,
  invalidFields,
  noActiveAccount,
  notAuthenticated,
  notFound,
  refusedAt,
  throttled,
} from '@/lib/server/errors';
import { detailMessage, fieldMessage } from '@/lib/shared/api-error';
import { jwtCreate } from '@/lib/shared/contracts/jwt';
import { errorAnswer } from '@/tests/support/error-answer';

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

const json =
  (status: number, body: unknown, headers = {}) =>
  () =>
    Response.json(body, { status, headers });
const answer = (error: ApiError) => {
  const { status, body, headers } = errorAnswer(error);
  return json(status, body, headers);
};

it('puts field errors at their fields, with their codes, and those of the whole into words', async () => {
  const { taken, passwordTooShort, passwordNumeric, passwordsDiffer } = fieldMessage;
  const fields = {
    email: [taken('email')],
    password: [passwordTooShort(8), passwordNumeric],
  };
  const error = invalidFields({ ...fields, non_field_errors: [passwordsDiffer, passwordNumeric] });
  expect(await failureOf(answer(error))).toMatchObject({
    code: 'invalid_fields',
    fields,
    message: `${passwordsDiffer.text} ${passwordNumeric.text}`,
  });
});

it('reads field errors without codes, of a server that something stripped of them', async () => {
  const body = { email: ['E'], non_field_errors: ['N', 'M'] };
  expect(await failureOf(json(400, body))).toEqual({
    code: null,
    fields: { email: [{ code: 'invalid', text: 'E' }] },
    message: 'N M',
  });
});

it('tells what the API says of the whole under a field’s name as of the whole', async () => {
  expect(await failureOf(answer(refusedAt('token', detailMessage.badLink)))).toEqual({
    code: 'link_not_valid',
    fields: {},
    message: 'Invalid token for given user.',
  });
});

it('passes on what the API says', async () => {
  const own = { code: null, fields: {}, message: 'No.' };
  expect(await failureOf(json(401, { detail: 'No.' }))).toEqual(own);
  expect(await failureOf(json(400, 'No.'))).toEqual(own);
  const { code, text: message } = detailMessage.notFound;
  expect(await failureOf(answer(notFound()))).toEqual({ code, fields: {}, message });
});

it.each([
  [1, 'That was too often. Try again in 1 second.'],
  [89, 'That was too often. Try again in 89 seconds.'],
  [90, 'That was too often. Try again in 2 minutes.'],
  [720, 'That was too often. Try again in 12 minutes.'],
])('says when %i seconds will be over', async (seconds, message) => {
  expect(await failureOf(answer(throttled('x', seconds)))).toMatchObject({ message });
});

it('takes the seconds from Retry-After, whatever the sentence says', async () => {
  const headers = { 'X-Error-Code': 'throttled', 'Retry-After': '30' };
  const { message } = await failureOf(json(429, { detail: 'Nicht so oft.' }, headers));
  expect(message).toBe('That was too often. Try again in 30 seconds.');
  const without = { 'X-Error-Code': 'throttled' };
  const other = await failureOf(json(429, { detail: 'Nicht so oft.' }, without));
  expect(other.message).toBe('Nicht so oft.');
});

it('sends those who came to another name of the site to its own', async () => {
  const refused = answer(new ApiError(detailMessage.originRefused));
  expect((await failureOf(refused)).message).toBe(
    'This page was opened at another address than the site’s. Open https://site.example and try again.',
  );
  // Something else than the address made the server refuse, an extension of the browser perhaps.
  expect((await failureOf(refused, location.origin)).message).toMatch(/did not work/);
});

it('says of a refused sign-in no more than the API does, in a person’s words', async () => {
  expect(await failureOf(answer(noActiveAccount()))).toMatchObject({
    fields: {},
    message: 'That address or user name and that password do not go together.',
  });
});

it('leaves the end of a session to those who watch it', async () => {
  expect(await failureOf(answer(notAuthenticated()))).toMatchObject({ fields: {}, message: null });
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
  expect(explainFailure(aborted, SITE_URL)).toEqual({ code: null, fields: {}, message: null });
});

it.each([undefined, null, new Error('x'), 'x'])('explains %s, whatever was thrown', (thrown) => {
  expect(explainFailure(thrown, SITE_URL).message).toBe('That did not work. Try again.');
});
