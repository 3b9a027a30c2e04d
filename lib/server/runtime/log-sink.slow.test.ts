import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, expect, it } from 'vitest';

/** Lines that each request logs, and their number of bytes at least. */
const LINES = 200;
const LINE_BYTES = 500;

/** A server whose requests log a lot and, as signing does, need a thread of Node.js. */
const SERVER = `
  import { createServer } from 'node:http';
  const { createLog } = await import('./lib/server/runtime/log.ts');
  const { createLogSink } = await import('./lib/server/runtime/log-sink.ts');
  const log = createLog('info', createLogSink());
  let number = 0;
  const server = createServer(async (request, response) => {
    for (let i = 0; i < ${LINES}; i += 1) {
      log.info({ event: 'request', number: (number += 1), path: 'é'.repeat(${LINE_BYTES / 2}) });
    }
    if (request.url === '/exit') process.exit();
    await Promise.all([1, 2, 3, 4].map((bytes) => crypto.subtle.digest('SHA-256', Buffer.alloc(bytes))));
    response.end();
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

let child: ChildProcessByStdio<null, Readable, null> | null = null;
afterEach(() => child?.kill('SIGKILL'));

/** Starts the server with a pipe as its standard output, which nothing reads yet. */
async function startServer() {
  const node = ['--import', 'tsx', '--input-type=module', '-e', SERVER];
  const started = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  child = started as typeof started & NonNullable<typeof child>;
  const [port] = await once(started, 'message');
  const ask = (path = '/') => fetch(`http://127.0.0.1:${port}${path}`);
  return { stdout: child.stdout, exited: once(started, 'exit'), ask };
}

interface Line {
  event: string;
  number?: number;
  count?: number;
}

/** Parses each line of a log; throws if one is not whole. */
const linesOf = (printed: string) =>
  printed
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));

it('answers while nothing reads the log, and tells later how many lines it had to drop', async () => {
  const { stdout, exited, ask } = await startServer();
  const requests = 150;
  for (let i = 0; i < requests; i += 1) expect((await ask()).status).toBe(200);
  let printed = '';
  stdout.setEncoding('utf8').on('data', (piece: string) => {
    printed += piece;
  });
  await expect.poll(() => printed.includes('log-dropped')).toBe(true);
  expect((await ask()).status).toBe(200);
  await expect.poll(() => printed.includes(`"number":${(requests + 1) * LINES},`)).toBe(true);
  // Lines of the last moment are written before the process ends.
  await Promise.all([exited, once(stdout, 'end'), ask('/exit').catch(() => null)]);

  const lines = linesOf(printed);
  const numbers = lines.flatMap(({ number }) => number ?? []);
  const dropped = lines.reduce((sum, { count = 0 }) => sum + count, 0);
  expect(numbers.length + dropped).toBe((requests + 2) * LINES);
  expect(new Set(numbers).size).toBe(numbers.length);
  // What was kept is bounded.
  const kept = lines.slice(
    0,
    lines.findIndex(({ event }) => event === 'log-dropped'),
  );
  expect(JSON.stringify(kept).length).toBeLessThan(3 * 1024 * 1024);
});

it('ends although nothing reads the log', async () => {
  const { exited, ask } = await startServer();
  for (let i = 0; i < 5; i += 1) await ask();
  await ask('/exit').catch(() => null);
  expect(await exited).toEqual([0, null]);
});
