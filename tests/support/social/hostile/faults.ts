import type { ServerResponse } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import { fromEach } from '@/tests/support/social/hostile/bodies';
import { type HostileCase, type Reply, sendJson } from '@/tests/support/social/hostile/stage';

const TEN_GIGABYTES = 10 * 2 ** 30;
const CHUNK = Buffer.alloc(2 ** 16, ' ');

/** 16 MB in 16 kB; sixty-four of them after each other are one stream of a gigabyte. */
const GZIPPED = gzipSync(Buffer.alloc(2 ** 24));
const GZIPPED_TWICE = gzipSync(Buffer.concat([GZIPPED, GZIPPED, GZIPPED, GZIPPED]));
const DEFLATED = deflateSync(Buffer.alloc(2 ** 24));
const LONG_HEADER = `x: ${'x'.repeat(10_000_000)}\r\n\r\n{}`;

/** Sends a chunk repeatedly until `total` bytes are sent or the client has closed the connection. */
function pour(response: ServerResponse, chunk: Buffer, total: number) {
  let sent = 0;
  const more = () => {
    while (sent < total && !response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
}

/** Sends text to the socket as it is, not as an answer of Node.js. */
const raw =
  (text: string): Reply =>
  ({ socket }) =>
    socket?.end(text);

/** Sends a beginning, then small pieces without end. */
const drip =
  (beginning: string, piece: (count: number) => string): Reply =>
  ({ socket }) => {
    let count = 0;
    socket?.write(beginning);
    const timer = setInterval(() => socket?.write(piece(count++)), 100);
    socket?.on('close', () => clearInterval(timer));
  };

const OK = 'HTTP/1.1 200 OK\r\n';
const JSON_TYPE = 'content-type: application/json\r\n';

/** Answers that do not end, or that decompress to far more than they are. */
const FLOODS: Record<string, Reply> = {
  'a body of 10 GB': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    pour(response, CHUNK, TEN_GIGABYTES);
  },
  'a body of 10 GB, announced': (response) => {
    response.writeHead(200, { 'content-length': TEN_GIGABYTES });
    pour(response, CHUNK, TEN_GIGABYTES);
  },
  'a gigabyte of zeros, gzipped': (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    pour(response, GZIPPED, GZIPPED.length * 64);
  },
  'zeros, gzipped twice': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(GZIPPED_TWICE),
  'zeros, deflated': (response) =>
    response.writeHead(200, { 'content-encoding': 'deflate' }).end(DEFLATED),
  'text that says it is gzip': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}'),
  'headers of 10 MB': (response) => {
    response.socket?.write(OK);
    response.socket?.end(LONG_HEADER);
  },
};

/** Answers that only a deadline ends. */
const SLOTHS: Record<string, Reply> = {
  'no answer': () => {},
  'a byte of the body now and then': drip(
    `${OK}transfer-encoding: chunked\r\n\r\n`,
    () => '1\r\n \r\n',
  ),
  'a header now and then': drip(OK, (count) => `x-${count}: x\r\n`),
  '100 Continue now and then': drip('', () => 'HTTP/1.1 100 Continue\r\n\r\n'),
  'a body that is shorter than announced': ({ socket }) =>
    socket?.write(`${OK}${JSON_TYPE}content-length: 100\r\n\r\n{}`),
};

/** Answers that break HTTP. */
const BREAKS: Record<string, Reply> = {
  'a connection that is reset': ({ socket }) => socket?.resetAndDestroy(),
  'a connection that ends': ({ socket }) => socket?.destroy(),
  'a body that is cut off': raw(`${OK}${JSON_TYPE}content-length: 100\r\n\r\n{"access_token":"x`),
  'no HTTP': raw('SSH-2.0-OpenSSH_9.9\r\n'),
  'another version of HTTP': raw('HTTP/9.9 200 OK\r\n\r\n{}'),
  'a header without a colon': raw(`${OK}nonsense\r\n\r\n{}`),
  'a header with a NUL': raw(`${OK}x: \0\r\n\r\n{}`),
  'a negative length': raw(`${OK}content-length: -1\r\n\r\n{}`),
  'two lengths': raw(`${OK}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
  'a chunk of a strange size': raw(`${OK}transfer-encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n`),
  'status 999': raw('HTTP/1.1 999 Hello\r\ncontent-length: 2\r\n\r\n{}'),
  'status 000': raw('HTTP/1.1 000 Hello\r\ncontent-length: 2\r\n\r\n{}'),
  'another protocol': raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'),
};

const ELSEWHERE: Record<string, (canary: string) => string> = {
  'the canary': (canary) => `${canary}/redirected`,
  itself: () => '',
  'a path': () => '/elsewhere/token',
  'a file': () => 'file:///etc/passwd',
};

/** Redirects, and failure statuses with good bodies. */
const statusCases = [
  ...[300, 301, 302, 303, 307, 308].flatMap((status) =>
    Object.entries(ELSEWHERE).flatMap(([name, location]) =>
      fromEach(`${status} to ${name}`, (response, { canary }) =>
        response.writeHead(status, { location: location(canary) }).end(),
      ),
    ),
  ),
  ...[204, 304, 400, 401, 403, 404, 418, 429, 500, 502, 503, 504].flatMap((status) =>
    fromEach(`status ${status}`, (response) =>
      status === 204 || status === 304
        ? response.writeHead(status).end()
        : sendJson(response, { error: 'server_error', sub: '4711', id: 4711 }, status),
    ).map(
      (one) =>
        ({
          ...one,
          // GitHub's answer to an app that may not read addresses: a user without an address.
          expected:
            'emails' in one.replies && [403, 404].includes(status) ? 'unconfirmed' : 'refused',
        }) as const,
    ),
  ),
];

/** Answers that are slow, endless or broken, or that redirect. */
export const faultCases: readonly HostileCase[] = [
  ...Object.entries(SLOTHS).flatMap(([name, reply]) =>
    fromEach(name, reply).map((one) => ({ ...one, isSlow: true }) as const),
  ),
  ...[FLOODS, BREAKS].flatMap((faults) =>
    Object.entries(faults).flatMap(([name, reply]) => fromEach(name, reply)),
  ),
  ...statusCases,
];
