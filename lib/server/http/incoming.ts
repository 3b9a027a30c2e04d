import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { NOTES } from './request';

/** Methods that Next.js can turn into a `Request`; it answers others with a 500 of its own. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Headers that only Next.js and we ourselves may set. */
const INTERNAL_HEADER = /^x-(?:middleware|gatehouse)-/;

/** Sees each request of this process's servers before Next.js does. Call it once. */
export function watchIncomingRequests(): void {
  subscribe('http.server.request.start', (message) => {
    prepareRequest((message as { request: IncomingMessage }).request);
  });
}

/** Drops forged internal headers, notes the socket's address, defuses what Next.js trips over. */
export function prepareRequest(request: IncomingMessage): void {
  const { headers, method = '', url = '/' } = request;
  for (const name of Object.keys(headers)) {
    if (INTERNAL_HEADER.test(name)) delete headers[name];
  }
  headers[NOTES.socketAddress] = request.socket.remoteAddress ?? '';
  if (!METHODS.has(method)) {
    // Every path refuses it with 405: `route.ts` finds the note, pages refuse OPTIONS anyway.
    headers[NOTES.method] = method;
    request.method = 'OPTIONS';
  }
  if (!isDecodable(url)) {
    // No route has an undecodable path: an ordinary 404, of the API or of the pages.
    request.url = url.startsWith('/api/') ? '/api/undecodable' : '/undecodable';
  }
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
