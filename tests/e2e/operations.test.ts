import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endProcess, findFreePort, productionSettings, waitUntilHealthy } from '@/scripts/serve';
import { HttpClient } from '@/tests/support/http-client';
import { PASSWORD } from '@/tests/support/password';
import { nextMajor, spawnServer, startServer } from '@/tests/support/server';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-operations-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a server that is expected to refuse; returns its exit code and output. */
async function startInVain(changes: Record<string, string>) {
  const port = await findFreePort();
  const child = spawnServer({ ...productionSettings(folder, port), ...changes });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  // Next.js 13 runs the start-up code with the first request only.
  while (nextMajor() === 13 && child.exitCode === null) {
    await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => sleep(50));
  }
  return { code: await closed, errors };
}

describe('a start is refused', () => {
  it.each(['1', '3'])('without JWT_SECRET, said once (processes: %s)', async (WEB_CONCURRENCY) => {
    const { code, errors } = await startInVain({ JWT_SECRET: '', WEB_CONCURRENCY });
    expect(code).toBe(1);
    expect(errors).toBe(
      'Cannot start: 1 setting needs attention:\n' +
        '  JWT_SECRET is missing: set it to at least 32 random bytes, `npm run cli -- generate-secret`\n',
    );
  });

  it('with several bad settings, all named at once', async () => {
    const bad = {
      EMAIL_TRANSPORT: '',
      BCRYPT_COST: 'high',
      SITE_URL: 'nowhere',
      WEB_CONCURRENCY: 'two',
    };
    const { code, errors } = await startInVain(bad);
    expect(code).toBe(1);
    for (const name of ['4 settings', ...Object.keys(bad)]) expect(errors).toContain(name);
  });

  it.each([
    ['that is read-only', 'read-only', (file: string) => chmodSync(file, 0o444)],
    [
      'that is damaged',
      'damaged',
      (file: string) => writeFileSync(file, 'no database'.repeat(999)),
    ],
  ])('on a database file %s, which stays as it is', async (_, word, spoil) => {
    const file = join(folder, 'auth.db');
    const server = await startServer({ DATABASE_URL: `file:${file}` });
    await server.stop('SIGTERM');
    spoil(file);
    const before = readFileSync(file);
    const filesBefore = readdirSync(folder);
    const { code, errors } = await startInVain({});
    expect(code).toBe(1);
    expect(errors).toContain(word);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(filesBefore);
  });
});

describe('a running server', () => {
  it('leaves its database in one file when it is stopped', async () => {
    const server = await startServer({ DATABASE_URL: `file:${join(folder, 'auth.db')}` });
    await server.stop('SIGTERM');
    expect(readdirSync(folder)).toEqual(['auth.db']);
  });

  it('keeps its accounts across a restart and a kill', async () => {
    const DATABASE_URL = `file:${join(folder, 'auth.db')}`;
    const first = await startServer({ DATABASE_URL });
    const { access } = await new HttpClient(first).newPerson();
    await first.stop('SIGKILL');
    const second = await startServer({ DATABASE_URL });
    const authorization = `Bearer ${access}`;
    const me = await new HttpClient(second).get('/api/users/me/', { authorization });
    expect(me.status).toBe(200);
    await second.stop();
  });

  it('writes its mails to MAILBOX_DIR', async () => {
    const server = await startServer({ MAILBOX_DIR: folder, REFRESH_REUSE_GRACE: '0s' });
    const http = new HttpClient(server);
    const { email, refresh } = await http.newPerson();
    await http.post('/api/jwt/refresh/', { refresh });
    expect((await http.post('/api/jwt/refresh/', { refresh })).status).toBe(401);
    await expect.poll(() => readdirSync(folder).filter((n) => n.endsWith('.json'))).toHaveLength(1);
    const [file = ''] = readdirSync(folder);
    const mail = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    expect(Object.keys(mail)).toEqual(['to', 'from', 'subject', 'text', 'html', 'sentAt']);
    expect(mail.to).toBe(email);
    await server.stop();
  });

  it('logs JSON lines that hold no secret', async () => {
    const server = await startServer({ LOG_LEVEL: 'debug', DOMAIN: 'old.example.com' });
    const http = new HttpClient(server);
    const { access, refresh } = await http.newPerson();
    await http.post('/api/jwt/refresh/', { refresh });
    await http.get('/dashboard', { cookie: `refresh=${refresh}` });
    // The last is the gate's.
    await expect.poll(() => server.output().split('"path":"/api/jwt/refresh/"').length).toBe(3);
    const lines = server.output().match(/^\{.*\n/gm) ?? [];
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    expect(server.output()).toContain('DOMAIN is not read any more');
    for (const secret of [access, refresh, PASSWORD, 'a-secret-for-tests']) {
      expect(server.output()).not.toContain(secret);
    }
    await server.stop();
  });

  it('answers while nothing reads its log, of more than a pipe holds, and loses no line', async () => {
    const settings = productionSettings(folder, await findFreePort());
    const child = spawnServer(settings);
    await waitUntilHealthy(`${settings.SITE_URL}`, child);
    for (let i = 0; i < 600; i += 1) await fetch(`${settings.SITE_URL}/api/users/me/`);
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      printed += piece;
    });
    await expect.poll(() => printed.split('"path":"/api/users/me/"').length - 1).toBe(600);
    for (const line of printed.match(/.*requestId.*/g) ?? []) JSON.parse(line);
    await endProcess(child, 'SIGKILL');
  });

  it('logs the address of the socket, not one that a client claims', async () => {
    const server = await startServer();
    const forged = { 'x-gatehouse-socket-address': '10.9.8.7', 'x-forwarded-for': '10.9.8.7' };
    const http = new HttpClient(server);
    const { email } = await http.newPerson();
    const credentials = { email, password: PASSWORD };
    await http.post('/api/jwt/create/', credentials, forged);
    await expect.poll(server.output).toContain('"ipAddress":"127.0.0.1"');
    expect(server.output()).not.toContain('10.9.8.7');
    await server.stop();
  });

  it('logs what the gate does with the address of the client', async () => {
    const server = await startServer({ TRUSTED_PROXY_HOPS: '1', REFRESH_REUSE_GRACE: '0s' });
    const http = new HttpClient(server);
    const { refresh } = await http.newPerson();
    await http.post('/api/jwt/refresh/', { refresh });
    const cookie = `refresh=${refresh}`;
    const page = await http.get('/dashboard', { cookie, 'x-forwarded-for': '203.0.113.7' });
    expect(page.headers.get('location')).toContain('/auth/login');
    const findLine = () => /.*refresh-token-reused.*\n/.exec(server.output())?.[0] ?? '{}';
    await expect.poll(() => JSON.parse(findLine()).ipAddress).toBe('203.0.113.7');
    await server.stop();
  });

  it('answers 503 while its database is damaged, and lives on', async () => {
    const server = await startServer({ DATABASE_URL: `file:${join(folder, 'auth.db')}` });
    const http = new HttpClient(server);
    const { access } = await http.newPerson();
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'x'.repeat(65_536));
    const authorization = `Bearer ${access}`;
    const me = await http.get('/api/users/me/', { authorization });
    expect(me.status).toBe(503);
    expect(await me.json()).toEqual({ detail: 'Service temporarily unavailable.' });
    expect((await http.get('/api/health')).status).toBe(503);
    expect((await http.get('/')).status).toBe(200);
    const page = await http.get('/dashboard', { cookie: `access=${access}` });
    // Next.js 13 has sent the headers before the page fails.
    expect(page.status).toBe(nextMajor() === 13 ? 200 : 500);
    expect(await page.text()).not.toMatch(/SQLITE|select |auth\.db/);
    await server.stop();
  });
});
