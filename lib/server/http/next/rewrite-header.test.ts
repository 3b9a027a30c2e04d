import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { hideRewrite } from '@/lib/server/http/next/rewrite-header';

it('keeps the address at which the server listens out of an answer, and every other header in it', () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  hideRewrite(response);
  for (const name of ['x-middleware-rewrite', 'X-Middleware-Rewrite']) {
    expect(response.setHeader(name, 'http://localhost:3000/unavailable')).toBe(response);
  }
  response.setHeader('X-Error-Code', 'unavailable').setHeader('Set-Cookie', ['a=1', 'b=2']);
  expect({ ...response.getHeaders() }).toEqual({
    'x-error-code': 'unavailable',
    'set-cookie': ['a=1', 'b=2'],
  });
});
