import { gzipSync } from 'node:zlib';
import { json, type Page, page } from '@/tests/support/social/local-server';

const BOMB = gzipSync(Buffer.alloc(64 * 1_048_576));

/** Sends chunks of a text that never ends, each `pauseMs` after the other. */
function endless(chunk: string, pauseMs: number): Page {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(chunk), pauseMs);
    response.on('close', () => clearInterval(timer));
  };
}

/** The faults of a provider's answer, each with the kind of error that it must lead to. */
export const quickFaults: readonly (readonly [string, 'refused' | 'unreachable', Page])[] = [
  ['a redirect', 'refused', (response) => response.writeHead(302, { location: '/canary' }).end()],
  ['a 307', 'refused', (response) => response.writeHead(307, { location: '/canary' }).end()],
  ['a 500', 'unreachable', json({ error: 'server_error' }, 500)],
  ['a 503 of HTML', 'unreachable', page('<h1>Down</h1>', 'text/html', 503)],
  ['a 429', 'unreachable', json({}, 429)],
  ['a 403 of HTML', 'refused', page('<h1>No</h1>', 'text/html', 403)],
  ['a 200 of HTML', 'unreachable', page('<h1>Hello</h1>')],
  ['a 200 of nothing', 'unreachable', page('')],
  ['JSON that breaks off', 'unreachable', page('{"access_token":"', 'application/json')],
  ['an error with 200', 'refused', json({ error: 'invalid_grant' })],
  ['an error of another form with 200', 'refused', json({ error: { message: 'no', code: 190 } })],
  ['an empty object', 'refused', json({})],
  ['a connection that breaks', 'unreachable', (response) => response.destroy()],
  ['a body without end', 'unreachable', endless(' '.repeat(65_536), 1)],
  [
    'a gzip bomb',
    'unreachable',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  ],
];

/** The faults that only a deadline ends. */
export const slowFaults: readonly (readonly [string, Page])[] = [
  ['no answer at all', () => {}],
  ['a body of a byte now and then', endless(' ', 200)],
];
