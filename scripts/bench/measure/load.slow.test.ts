import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { measure, measureInTurn, sendMany, type Target } from '@/scripts/bench/measure/load';
import { startPaced } from '@/scripts/bench/measure/paced';
import { refreshRequests } from '@/scripts/bench/servers/people';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;
let handle: Handler;
let seen: { path: string; body: string; cookie: string }[];
let opened: Socket[];
const pathsOf = new Map<Socket, string>();

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  seen.push({ path: request.url ?? '', body, cookie: request.headers.cookie ?? '' });
  pathsOf.set(request.socket, request.url ?? '');
  handle(request, response, body);
});
server.on('connection', (socket) => opened.push(socket));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
  opened = [];
  handle = (_, response) => response.end('{}');
});

function targetOf(requests: Target['requests'], name = 'all'): Target {
  return { name, url, pid: process.pid, requests, statuses: [200] };
}
const quick = { rounds: 2, warmUpMs: 200, sampleMs: 400 };

describe('a load without a pause', () => {
  it('asks for every request of its list, and counts what was answered while it measured', async () => {
    const requests = ['a', 'b', 'c'].map((name) => ({
      path: `/${name}`,
      headers: { cookie: name },
    }));
    const sample = await measure(targetOf(requests), quick);
    expect(new Set(seen.map(({ path, cookie }) => path + cookie))).toEqual(
      new Set(['/aa', '/bb', '/cc']),
    );
    const measured = (sample.requestsPerSecond * quick.sampleMs) / 1000;
    expect(measured).toBeGreaterThan(0);
    expect(measured).toBeLessThan(seen.length);
  });

  it('fails if an answer is another one than expected', async () => {
    handle = (_, response) => response.writeHead(401).end();
    await expect(measure(targetOf([{ path: '/' }]), quick)).rejects.toThrow(/all: statuses .*401/);
    await expect(sendMany(targetOf([{ path: '/' }]), 20)).rejects.toThrow(/401/);
  });

  it('measures targets in turn, after a first turn that does not count', async () => {
    const targets = ['a', 'b'].map((name) => targetOf([{ path: `/${name}` }], name));
    const samples = await measureInTurn(targets, quick);
    expect([...samples].map(([name, list]) => [name, list.length])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    // Connections in the order in which they were opened, by what each asked for.
    const turns = opened.map((socket) => pathsOf.get(socket) ?? '');
    expect(turns.filter((path, index) => path !== turns[index - 1])).toEqual([
      ...['/a', '/b'],
      ...['/a', '/b'],
      ...['/a', '/b'],
    ]);
  });
});

it('each refresh presents the token that the last answer to its session brought', async () => {
  const current = new Map(Array.from({ length: 12 }, (_, i) => [`s${i}`, 0]));
  handle = ({ url: path }, response, body) => {
    // What an earlier test had under way comes late.
    if (path !== '/refresh') return response.end();
    const [session = '', generation] = JSON.parse(body).refresh.split('.');
    const isNewest = current.get(session) === Number(generation);
    current.set(session, Number(generation) + 1);
    response.writeHead(isNewest ? 200 : 401);
    response.end(JSON.stringify({ refresh: `${session}.${Number(generation) + 1}` }));
  };
  const people = [...current.keys()].map((session) => ({
    client: { 'x-forwarded-for': '198.18.0.1' },
    access: '',
    refresh: `${session}.0`,
  }));
  await sendMany(targetOf(refreshRequests(people, '/refresh')), 120);
  // All sessions come in turn.
  expect(Math.min(...current.values())).toBeGreaterThan(5);
});

describe('a paced load', () => {
  it('sends so many a second, however long the answers take', async () => {
    const held: ServerResponse[] = [];
    handle = (_, response) => held.push(response);
    const load = startPaced({ url, perSecond: 500, call: (index) => ({ path: `/${index}` }) });
    while (held.length < 20) await sleep(5);
    expect(load.answers).toEqual([]);
    handle = (_, response) => response.end();
    for (const response of held) response.end();
    await load.stop();
    expect(load.answers.length).toBe(seen.length);
    expect(load.answers.every(({ status, port }) => status === 200 && port > 0)).toBe(true);
  });

  it('tells of each request without an answer which connection it was on', async () => {
    handle = (request) => request.socket.destroy();
    const load = startPaced({ url, perSecond: 200, call: () => ({ path: '/' }) });
    while (load.answers.length < 3) await sleep(5);
    await load.stop();
    const [lost] = load.answers;
    expect(lost).toMatchObject({ status: 0, error: 'ECONNRESET' });
    expect(lost?.port).toBeGreaterThan(0);
  });
});
