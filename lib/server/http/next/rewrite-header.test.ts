import { channel } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { watchIncomingRequests } from '@/lib/server/http/next/incoming';
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

it('is looked for in answers of pages, and of every path that Next.js may take for a page', () => {
  watchIncomingRequests(() => ({}));
  const isWatched = (url: string) => {
    const socket = new Socket();
    const request = Object.assign(new IncomingMessage(socket), { method: 'GET', url });
    const response = new ServerResponse(request);
    channel('http.server.request.start').publish({ request, response, socket });
    return Object.hasOwn(response, 'setHeader');
  };
  const pages = ['/', '/dashboard', '/api', '/api/../dashboard', '/api/%2e%2e/dashboard', '/apix/'];
  expect(pages.filter((url) => !isWatched(url))).toEqual([]);
  expect(['/api/users/me/', '/api/users/?limit=1', '/api/jwt/verify'].filter(isWatched)).toEqual(
    [],
  );
});
