import { describe, expect, it } from 'vitest';
import * as me from '@/app/api/users/me/route';
import { requireDescribed } from '@/tests/support/described-answer';

const JSON_TYPE = { 'content-type': 'application/json' };
const ID = { 'x-request-id': '5f0c2b1e-7f0f-4b58-9d58-3f5f8f0a1c11' };
const user = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const refusal = { 'x-error-code': 'not_authenticated', 'www-authenticate': 'Bearer realm="api"' };

/** Compares an answer to `GET /api/users/me/` with the OpenAPI document. */
const check = (status: number, headers: Record<string, string>, body: unknown) => () =>
  requireDescribed(me, 'GET', {
    status,
    headers: new Headers({ ...JSON_TYPE, ...ID, ...headers }),
    text: JSON.stringify(body),
  });

describe('an answer that the OpenAPI document', () => {
  it('describes is taken', () => {
    expect(check(200, {}, user)).not.toThrow();
    expect(check(401, refusal, { detail: 'x' })).not.toThrow();
  });

  it.each([
    ['a status', check(404, { 'x-error-code': 'not_found' }, { detail: 'x' }), 'not described'],
    ['a body', check(200, {}, { ...user, id: 'one' }), 'body: data/id must be integer'],
    ['a header', check(200, { 'set-cookie': 'a=b' }, user), 'set-cookie is not described'],
    ['a code', check(401, { ...refusal, 'x-error-code': 'link_stale' }, { detail: 'x' }), 'Code'],
    ['a type', check(200, { 'content-type': 'text/html' }, user), 'text/html is not described'],
    ['a missing header', check(503, { 'x-error-code': 'unavailable' }, { detail: 'x' }), 'Retry'],
  ])('does not describe is refused: %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});
