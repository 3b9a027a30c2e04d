import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BOUNDS } from '@/lib/shared/bounds';
import { cookieHeader, HttpClient } from '@/tests/support/http-client';
import { serverFixture } from '@/tests/support/server';

const server = serverFixture({ REQUEST_TIMEOUT: '6s' });
const http = new HttpClient(server);

const manyCookies = (count: number) =>
  Array.from({ length: count }, (_, i) => `${i.toString(36)}=1`).join('; ');
const [HEALTH, PAGE] = ['/api/health/', '/'];

describe('a request that is out of bounds', () => {
  it.each([
    ['many parameters', `GET /icon.svg?${'a&'.repeat(3000)} HTTP/1.1`, 400],
    ['many parameters, to the API', `GET ${HEALTH}?${'a&'.repeat(3000)} HTTP/1.1`, 400],
    ['a long address', `GET /${'a'.repeat(9000)} HTTP/1.1`, 414],
    ['a long address, posted to a page', `POST /?${'a'.repeat(9000)} HTTP/1.1`, 414],
  ])('%s: is refused with a sentence', async (_, line, status) => {
    const answer = await http.raw(line);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/\{"detail":"Request address [\w ]+\."\}/);
  });

  it.each([
    ['long headers', `X-Long: ${'a'.repeat(9000)}`],
    ['headers longer than Node.js reads', `X-Long: ${'a'.repeat(20_000)}`],
  ])('%s: is refused with a sentence', async (_, header) => {
    for (const path of [HEALTH, PAGE]) {
      const answer = await http.raw(`GET ${path} HTTP/1.1`, header);
      expect(answer.status).toBe(431);
      expect(answer.text).toMatch(/\r\nx-error-code: headers_too_large\r\n/i);
      expect(answer.text).toContain('"detail":"Request headers are too large.');
    }
  });

  it('a form of 30,000 repeated fields is refused, and other requests are served meanwhile', async () => {
    const type = 'application/x-www-form-urlencoded';
    const slow = fetch(`${server.url}/api/jwt/verify/`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: 'a&'.repeat(30_000),
    });
    expect((await http.get(HEALTH)).status).toBe(200);
    const answer = await slow;
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ detail: 'Request body has too many fields.' });
  });
});

describe('a request of which the rest is left out', () => {
  it.each([HEALTH, PAGE])('a User-Agent of 15,500 letters is served at %s', async (path) => {
    const answer = await http.raw(`GET ${path} HTTP/1.1`, `User-Agent: ${'a'.repeat(15_500)}`);
    expect(answer.status).toBe(200);
  });

  it('a user with thousands of cookies stays signed in, on pages and in the API', async () => {
    const { cookie } = cookieHeader(await http.newPerson());
    const all = `${manyCookies(1200)}; ${cookie}; ${manyCookies(400)}`;
    expect((await http.get('/api/users/me/', { cookie: all })).status).toBe(200);
    const page = await http.get('/dashboard', { cookie: all });
    expect(page.status).toBe(200);
  });
});

/** Returns the milliseconds until the server hangs up on a client that sends slowly without end. */
function endure(first: string): Promise<number> {
  const start = Date.now();
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(first));
    const drip = setInterval(() => socket.writable && socket.write('a'), 500);
    socket.on('error', () => {}).resume();
    socket.on('close', () => {
      clearInterval(drip);
      resolve(Date.now() - start);
    });
  });
}

it('a connection with a request that arrives too slowly is closed', async () => {
  const post = `Host: x\r\nContent-Type: application/json\r\nContent-Length: ${BOUNDS.bodyBytes}\r\n`;
  const times = await Promise.all([
    endure('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '),
    endure(`POST /api/jwt/verify/ HTTP/1.1\r\n${post}\r\n{`),
    endure(`POST / HTTP/1.1\r\n${post}\r\n{`),
  ]);
  // Headers have half of the time. Node.js itself would check them only twice a minute.
  expect(Math.min(...times)).toBeGreaterThanOrEqual(3000);
  expect(Math.max(...times)).toBeLessThan(25_000);
  expect((await http.get(HEALTH)).status).toBe(200);
});
