import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { startFakeSes } from '@/tests/support/fake-ses';
import { HttpClient } from '@/tests/support/http-client';
import { outboxRows } from '@/tests/support/mail-app';
import { type RunningServer, startServer } from '@/tests/support/server';
import { startClients } from '@/tests/support/steady-clients';

const CLIENTS = 10;
/** Of this and later, a second signal is no echo of the first. */
const ECHO_MS = 1100;

/** Starts `count` server processes on one port, and waits until all of them listen. */
async function startProcesses(
  count: number,
  settings: Record<string, string> = {},
): Promise<RunningServer> {
  const server = await startServer({ ...settings, WEB_CONCURRENCY: String(count) });
  await expect.poll(() => server.output().match(/Ready in/g)).toHaveLength(count);
  return server;
}

/** Returns the ids of the processes that the started one has started. */
function childrenOf({ process: { pid } }: RunningServer): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid ? child : []));
}

/** Begins a request whose body is awaited by the server from then on. */
async function beginRequest({ url }: RunningServer): Promise<ClientRequest> {
  const headers = {
    'content-type': 'application/json',
    'content-length': 2,
    expect: '100-continue',
  };
  const begun = request(`${url}/api/jwt/verify/`, { method: 'POST', headers, agent: false });
  begun.flushHeaders();
  await once(begun, 'continue');
  return begun;
}

const keptAlive = () => new Agent({ keepAlive: true, maxSockets: 1 });

async function answerOf(sent: ClientRequest): Promise<IncomingMessage> {
  const [answer] = await once(sent, 'response');
  return answer.resume();
}

const exitOf = async ({ process: child }: RunningServer) => (await once(child, 'exit'))[0];

describe('WEB_CONCURRENCY=2', () => {
  it('serves by two processes; one that is killed loses its own requests alone, and is replaced', async () => {
    const server = await startProcesses(2);
    const [killed = 0, other = 0] = childrenOf(server);
    const clients = await startClients(`${server.url}/api/health`, CLIENTS);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => childrenOf(server)).toHaveLength(2);
    await expect.poll(() => server.output().match(/Ready in/g)).toHaveLength(3);
    const before = clients.answered;
    await expect.poll(() => clients.answered).toBeGreaterThan(before + 5 * CLIENTS);
    await clients.stop();
    expect(childrenOf(server)).toContain(other);
    expect(childrenOf(server)).not.toContain(killed);
    // Connections are dealt out in turn, and each has one request under way.
    const lost = Object.values(clients.failed).reduce((sum, count) => sum + count, 0);
    expect(Object.keys(clients.failed).filter((code) => code === 'ECONNREFUSED')).toEqual([]);
    expect(lost).toBeLessThanOrEqual(CLIENTS / 2);
    await server.stop('SIGKILL');
  });

  it('has the gate ask its own process, which knows for which client', async () => {
    const settings = { TRUSTED_PROXY_HOPS: '1', REFRESH_REUSE_GRACE: '0s' };
    const server = await startProcesses(2, settings);
    const http = new HttpClient(server);
    for (let turn = 0; turn < 4; turn += 1) {
      const { refresh } = await http.newPerson();
      await http.post('/api/jwt/refresh/', { refresh });
      const headers = { cookie: `refresh=${refresh}`, 'x-forwarded-for': '203.0.113.7' };
      expect((await http.get('/dashboard', headers)).status).toBe(307);
    }
    const addresses = () => {
      const reused = server.output().match(/.*refresh-token-reused.*\n/g) ?? [];
      return reused.map((line) => JSON.parse(line).ipAddress);
    };
    await expect.poll(addresses).toEqual(Array.from({ length: 4 }, () => '203.0.113.7'));
    await server.stop();
  });

  it('ends its processes with the one that started them', async () => {
    const server = await startProcesses(2);
    await server.stop('SIGKILL');
    await expect.poll(() => fetch(`${server.url}/api/health`).catch(() => 'gone')).toBe('gone');
  });
});

describe('SIGTERM', () => {
  it.each([1, 2])('under load loses no request, with %i of processes', async (count) => {
    const server = await startProcesses(count);
    const clients = await startClients(`${server.url}/api/health`, CLIENTS);
    await expect.poll(() => clients.answered).toBeGreaterThan(5 * CLIENTS);
    server.process.kill('SIGTERM');
    expect(await exitOf(server)).toBe(0);
    await clients.stop();
    expect(clients.failed).toEqual({ ECONNREFUSED: CLIENTS });
    expect(server.output()).not.toContain('"status":500');
  });

  it('finishes what is under way, and tells clients and load balancers to go elsewhere', async () => {
    const server = await startProcesses(1);
    const agents = [keptAlive(), keptAlive()] as const;
    const ask = (path: string, agent: Agent, headers = {}) =>
      answerOf(request(server.url + path, { agent, headers }).end());
    const { refresh } = await new HttpClient(server).newPerson();
    for (const agent of agents) {
      expect(await ask('/api/health', agent)).toMatchObject({ statusCode: 200 });
    }
    const begun = await beginRequest(server);
    server.process.kill('SIGTERM');
    await expect
      .poll(() => fetch(`${server.url}/api/health`).catch(() => 'refused'))
      .toBe('refused');
    const headers = { connection: 'close' };
    expect(await ask('/api/health', agents[0])).toMatchObject({ statusCode: 503, headers });
    // The gate renews the token by asking the API.
    const page = await ask('/dashboard', agents[1], { cookie: `refresh=${refresh}` });
    expect(page).toMatchObject({ statusCode: 200, headers });
    begun.end('{}');
    const exited = exitOf(server);
    expect(await answerOf(begun)).toMatchObject({ statusCode: 400, headers });
    expect(await exited).toBe(0);
  });

  it('twice ends the process at once', async () => {
    const server = await startProcesses(1);
    const begun = await beginRequest(server);
    begun.once('error', () => {});
    server.process.kill('SIGTERM');
    await sleep(ECHO_MS);
    expect(server.process.exitCode).toBe(null);
    server.process.kill('SIGTERM');
    expect(await exitOf(server)).toBe(143);
    begun.destroy();
  });

  it('cuts after ten seconds, and gives a mail that has not left to other processes', async () => {
    const ses = await startFakeSes();
    ses.answer = () => {};
    const server = await startServer({ ...ses.settings, SEND_CONFIRMATION_EMAIL: 'true' });
    await new HttpClient(server).newPerson();
    await expect.poll(() => ses.requests).toBe(1);
    server.process.kill('SIGTERM');
    expect(await exitOf(server)).toBe(0);
    const db = await openDatabase(`file:${join(server.folder, 'auth.db')}`);
    expect(await outboxRows({ db })).toMatchObject([{ attempts: 0, claimedUntil: null }]);
    await db.close();
  });
});
