import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchConnections } from '@/lib/server/http/next/connections';

const TIMES = { headersMs: 1000, requestMs: 2000 };

/** Reads bodies to their end, but for `/unread`, and answers `/large` with more than sockets hold. */
const answer: RequestListener = (request, response) => {
  if (request.url === '/unread') return void response.end('ok');
  if (request.url === '/half') {
    response.writeHead(200, { 'content-length': 4 }).write('ha');
    return;
  }
  const body = request.url === '/large' ? Buffer.alloc(50_000_000) : 'ok';
  request.resume().once('end', () => response.end(body));
};

let server: Server;
let port: number;

beforeAll(async () => {
  watchConnections(() => TIMES);
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Client {
  first: string;
  /** What follows, a character every 100 ms and all over again. */
  drip?: string;
}

/** What a connection was answered, and how many milliseconds after its start it was closed. */
function talk({ first, drip = '' }: Client): Promise<{ text: string; ms: number }> {
  const start = Date.now();
  return new Promise((resolve) => {
    let [text, at] = ['', 0];
    const socket = connect(port, '127.0.0.1', () => socket.write(first));
    const dripping = setInterval(() => {
      if (drip && socket.writable) socket.write(drip.charAt(at % drip.length));
      at += 1;
    }, 100);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(dripping);
      resolve({ text, ms: Date.now() - start });
    });
  });
}

const HEAD = 'Host: x\r\n';
const BODY = `${HEAD}Content-Length: 1000\r\n\r\n`;

/** Who talks how, what the last words of the server are, and when it hangs up at the earliest. */
const CASES: [string, Client, RegExp, number][] = [
  ['that never sends a byte', { first: '' }, /^$/, TIMES.headersMs],
  [
    'whose headers are slow',
    { first: `GET / HTTP/1.1\r\n${HEAD}`, drip: 'X-A: b\r\n' },
    /^HTTP\/1.1 408 .+\r\nX-Error-Code: request_timeout\r\n.+\r\n\r\n\{"detail":"Request took too long."\}$/s,
    TIMES.headersMs,
  ],
  [
    'whose body is slow',
    { first: `POST / HTTP/1.1\r\n${BODY}`, drip: 'a' },
    /^HTTP\/1.1 408 /,
    TIMES.requestMs,
  ],
  [
    'whose body is slow after its answer',
    { first: `POST /unread HTTP/1.1\r\n${BODY}`, drip: 'a' },
    /^HTTP\/1.1 200 .*ok/s,
    TIMES.requestMs,
  ],
  [
    'whose second request is slow',
    { first: `GET / HTTP/1.1\r\n${HEAD}\r\n`, drip: `GET / HTTP/1.1\r\nX: ${'x'.repeat(100)}` },
    /^HTTP\/1.1 200 .*okHTTP\/1.1 408 /s,
    TIMES.headersMs,
  ],
  [
    'that is asked nothing any more',
    { first: `GET / HTTP/1.1\r\n${HEAD}\r\n` },
    /^HTTP\/1.1 200 .*ok$/s,
    TIMES.headersMs,
  ],
  [
    'with a slow request behind one that is being answered, without words in that answer',
    { first: `GET /half HTTP/1.1\r\n${HEAD}\r\nPOST / HTTP/1.1\r\n${BODY}`, drip: 'a' },
    /^HTTP\/1.1 200 [^{]*\r\n\r\nha$/,
    TIMES.requestMs,
  ],
  [
    'that speaks no HTTP',
    { first: 'hello\r\n\r\n' },
    /^HTTP\/1.1 400 .+\r\nX-Error-Code: malformed_request\r\n.+malformed/s,
    0,
  ],
  [
    'whose headers are too large',
    { first: `GET / HTTP/1.1\r\n${HEAD}X: ${'a'.repeat(20_000)}\r\n\r\n` },
    /^HTTP\/1.1 431 .+\r\nX-Error-Code: headers_too_large\r\n.+\{"detail":"Request headers are too large\./s,
    0,
  ],
];

describe('a connection is closed', () => {
  let ends: Promise<{ text: string; ms: number }>[];
  // All at once: most of them wait.
  beforeAll(() => {
    ends = CASES.map(([, client]) => talk(client));
  });

  it.each(CASES.map(([name, , text, ms], at) => [name, text, ms, at] as const))(
    '%s',
    async (_, text, earliestMs, at) => {
      const end = await ends[at];
      expect(end?.text).toMatch(text);
      expect(end?.ms).toBeGreaterThanOrEqual(earliestMs);
    },
  );

  it('whose answer is not read', async () => {
    const closed = new Promise((resolve) => {
      server.on('request', ({ url, socket }) => url === '/large' && socket.once('close', resolve));
    });
    const deaf = connect(port, '127.0.0.1', () => {
      deaf.pause().write(`GET /large HTTP/1.1\r\n${HEAD}\r\n`);
    });
    await closed;
    deaf.destroy();
  });
});

describe('a connection is kept', () => {
  it('while requests follow each other for longer than any one may take', async () => {
    const head = `POST / HTTP/1.1\r\n${HEAD}Content-Length: 1\r\n`;
    let count = 0;
    const text = await new Promise<string>((resolve) => {
      let all = '';
      const ask = () => {
        count += 1;
        socket.write(count < 8 ? `${head}\r\n` : `${head}Connection: close\r\n\r\n`);
        // Most of the time, a body is awaited.
        setTimeout(() => socket.write('a'), 400);
      };
      const socket = connect(port, '127.0.0.1', ask);
      socket.on('data', (chunk) => {
        all += chunk.toString();
        if (count < 8) ask();
      });
      socket.on('close', () => resolve(all));
    });
    expect(text.match(/HTTP\/1.1 200/g)).toHaveLength(8);
  });

  it('while a body comes steadily within its time', async () => {
    const first = `POST / HTTP/1.1\r\n${HEAD}Connection: close\r\nContent-Length: 2\r\n\r\n`;
    expect((await talk({ first, drip: 'a' })).text).toMatch(/^HTTP\/1.1 200 /);
  });
});
