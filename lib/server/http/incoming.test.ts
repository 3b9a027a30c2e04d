import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { prepareRequest } from './incoming';
import { NOTES, readClient } from './request';

function received(method: string, url: string, headers: Record<string, string> = {}) {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: '::ffff:203.0.113.7' });
  const request = Object.assign(new IncomingMessage(socket), { method, url, headers });
  prepareRequest(request);
  return request;
}

it('notes the socket’s address in place of one that a client claims', () => {
  const { headers } = received('GET', '/', { [NOTES.socketAddress]: '10.0.0.1' });
  const seen = new Headers(headers as Record<string, string>);
  expect(readClient(seen)).toEqual({ ipAddress: '203.0.113.7', userAgent: null });
});

it('drops internal headers of Next.js that a client sends', () => {
  const forged = { 'x-middleware-subrequest': 'middleware', 'x-middleware-next': '1' };
  const { headers } = received('GET', '/dashboard', { ...forged, accept: '*/*' });
  expect(Object.keys(headers)).toEqual(['accept', NOTES.socketAddress]);
});

it.each(['TRACE', 'CONNECT', 'PROPFIND', 'QUERY'])(
  'hands %s on as OPTIONS with a note',
  (method) => {
    const request = received(method, '/api/users/me/', { [NOTES.method]: 'GET' });
    expect(request).toMatchObject({ method: 'OPTIONS', url: '/api/users/me/' });
    expect(request.headers[NOTES.method]).toBe(method);
  },
);

it('lets no client write such a note', () => {
  expect(received('POST', '/', { [NOTES.method]: 'TRACE' }).headers).not.toHaveProperty(
    NOTES.method,
  );
});

it.each([
  ['/api/%E0%A4%A', '/api/undecodable'],
  ['/dashboard%', '/undecodable'],
])('hands %s on as a path that does not exist', (url, replaced) => {
  expect(received('GET', url)).toMatchObject({ method: 'GET', url: replaced });
});

it.each(['/', '/api/users/?a=%', '/%2e%2e/x', '/a%20b'])('leaves %s alone', (url) => {
  expect(received('GET', url)).toMatchObject({ method: 'GET', url });
});
