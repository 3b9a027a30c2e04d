import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import { ApiClient, send } from '@/tests/support/api-client';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp();
const post = (body: unknown, headers: Record<string, string> = {}) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', { body, headers });

describe('bodies', () => {
  it.each([undefined, ''])('count as {} if there is none (%j)', async (body) => {
    const answer = await post(body, { 'content-type': 'text/plain' });
    expect(answer.json).toHaveProperty('email', ['This field is required.']);
  });

  it.each([
    '{"a":',
    'zz',
    '{"password":"hunter2-secret"',
    "{'a':1}",
    'NaN',
    '\ufeff{}',
    '{"a":1}x',
  ])('answer 400 to the malformed JSON %j and quote nothing of it', async (body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ detail: expect.stringMatching(/^JSON parse error - ./) });
    expect(answer.text).not.toContain('hunter2');
  });

  it.each([
    ['[]', 'list'],
    ['"x"', 'str'],
    ['1', 'int'],
    ['1.5', 'float'],
    ['true', 'bool'],
    ['null', 'NoneType'],
  ])('answer 400 to %s, named as Python names it', async (body, type) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.text).toBe(
      `{"non_field_errors":["Invalid data. Expected a dictionary, but got ${type}."]}`,
    );
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/jsonx', ''])(
    'answer 415 to the type %j',
    async (type) => {
      const answer = await post('{}', { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(answer.json).toEqual({ detail: `Unsupported media type "${type}" in request.` });
    },
  );

  it('tell a form that is not UTF-8 about its fields, not about JSON', async () => {
    const body = 'email=%ff%fe&password=';
    const answer = await post(body, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.json).toEqual({ password: ['This field may not be blank.'] });
  });

  it('of 13,000 form fields are read in no time', async () => {
    const body = Array.from({ length: 13_000 }, (_, i) => i.toString(36)).join('&');
    const start = performance.now();
    const answer = await post(body, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(400);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('answer 413 over 64 kB, announced or not', async () => {
    const large = `{"email":"${'x'.repeat(65_536)}"}`;
    const announced = await post('{}', { 'content-length': '1000000000' });
    for (const answer of [announced, await post(large)]) {
      expect(answer.status).toBe(413);
      expect(answer.text).toBe('{"detail":"Request body is too large."}');
    }
  });

  it('are read no further than the limit', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const init = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'text/plain' },
    };
    const response = await send(
      create,
      'POST',
      new Request('http://localhost:3000/', init as RequestInit),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(10);
  });

  it('answer 413 to a body in thousands of pieces, each of which costs more than its bytes', async () => {
    const inPieces = (count: number) => {
      let sent = 0;
      const body = new ReadableStream({
        pull(controller) {
          sent += 1;
          if (sent > count) controller.close();
          else
            controller.enqueue(
              new TextEncoder().encode(sent === 1 ? '{' : sent < count ? ' ' : '}'),
            );
        },
      });
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', body, duplex: 'half', headers };
      return send(create, 'POST', new Request('http://localhost:3000/', init as RequestInit));
    };
    expect((await inPieces(1024)).status).toBe(400);
    expect((await inPieces(1025)).status).toBe(413);
  });

  it('must be UTF-8', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    const response = await send(
      create,
      'POST',
      new Request('http://localhost:3000/', { ...init, body }),
    );
    expect(response.status).toBe(400);
  });

  it('may not give a form field twice', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await post('email=a@x.io&email=b@x.io&password=x', type);
    expect(answer.json).toEqual({ email: ['Not a valid string.'] });
  });
});
