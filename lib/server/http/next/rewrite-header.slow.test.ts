import { channel } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
// It listens to every HTTP server of its process from then on, so this file needs its own.
import { watchIncomingRequests } from '@/lib/server/http/next/incoming';

it('a rewrite is looked for in answers of pages, and of every path that Next.js may take for a page', () => {
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
