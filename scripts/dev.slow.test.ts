import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';

/** A stand-in for Next.js: prints its arguments and environment, and exits as told. */
const NEXT = `
process.on('SIGTERM', () => process.exit(7));
if (process.argv.includes('--fail')) process.exit(3);
console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), env: process.env }));
setInterval(() => {}, 1000);
`;

interface Started {
  child: ChildProcess;
  pid: number;
  args: string[];
  env: Record<string, string>;
}

const folders: string[] = [];
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    const exited = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.kill()) await exited;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function run(args: string[], settings: Record<string, string> = {}, dotenv = ''): ChildProcess {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-dev-'));
  folders.push(folder);
  const next = join(folder, 'node_modules/next/dist/bin/next');
  mkdirSync(dirname(next), { recursive: true });
  writeFileSync(next, NEXT);
  writeFileSync(join(folder, '.env.local'), dotenv);
  const { PATH = '', HOME = '' } = process.env;
  const script = [
    '--import',
    resolve('node_modules/tsx/dist/loader.mjs'),
    resolve('scripts/dev.ts'),
  ];
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: folder,
    env: {
      PATH,
      HOME,
      NODE_ENV: 'development',
      // The folder of its own that the app runs in has none, and imports are written from the root.
      TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  return child;
}

async function start(...[args, settings, dotenv]: Parameters<typeof run>): Promise<Started> {
  const child = run(args, settings, dotenv);
  if (!child.stdout) throw new Error('no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, ...JSON.parse(line) };
}

/** True if the demo provider would send users back to `site`. */
async function isKnown({ env }: Started, site: string): Promise<boolean> {
  const url = new URL(`${env.OIDC_DEMO_ISSUER}/auth`);
  url.search = new URLSearchParams({
    client_id: env.OIDC_DEMO_CLIENT_ID ?? '',
    redirect_uri: `${site}/auth/demo`,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  }).toString();
  return (await fetch(url, { redirect: 'manual' })).status === 303;
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('npm run dev', () => {
  it('starts next dev with its own arguments, and with the demo account', async () => {
    const { args, env } = await start(['-p', '4000', '--turbopack']);
    expect(args).toEqual(['dev', '-p', '4000', '--turbopack']);
    expect(env.OIDC_DEMO_LABEL).toBe('the demo account');
    expect(env.OIDC_DEMO_CLIENT_SECRET?.length).toBeGreaterThanOrEqual(32);
    const discovery = await fetch(`${env.OIDC_DEMO_ISSUER}/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({ issuer: env.OIDC_DEMO_ISSUER });
  });

  it.each([
    ['a port by option', ['-p', '4000'], {}, '', 'http://localhost:4000'],
    ['a port in one word', ['--port=4000'], {}, '', 'http://localhost:4000'],
    ['PORT', [], { PORT: '4000' }, '', 'http://localhost:4000'],
    ['an option before PORT', ['-p4000'], { PORT: '5000' }, '', 'http://localhost:4000'],
    ['SITE_URL', [], { SITE_URL: 'http://app.localhost:4000' }, '', 'http://app.localhost:4000'],
    ['SITE_URL in a file', [], {}, 'SITE_URL=http://localhost:4000', 'http://localhost:4000'],
  ])('knows the address of the app by %s', async (_, args, settings, dotenv, site) => {
    const started = await start(args, settings, dotenv);
    expect(await isKnown(started, site)).toBe(true);
    expect(await isKnown(started, 'http://localhost:3000')).toBe(false);
  });

  it('knows the ports that Next.js tries one after the other', async () => {
    const started = await start([]);
    expect(await isKnown(started, 'http://localhost:3000')).toBe(true);
    expect(await isKnown(started, 'http://localhost:3001')).toBe(true);
    expect(await isKnown(started, 'http://localhost:80')).toBe(false);
  });

  it.each([
    ['elsewhere', { OIDC_DEMO_ISSUER: 'https://login.example.com' }],
    ['nowhere', { OIDC_DEMO_ISSUER: '' }],
  ])('leaves it to a setting that says %s', async (_, settings) => {
    const { env } = await start([], settings);
    expect(env.OIDC_DEMO_ISSUER).toBe(settings.OIDC_DEMO_ISSUER);
    expect(env).not.toHaveProperty('OIDC_DEMO_CLIENT_ID');
  });

  it('leaves the files to Next.js, which watches them', async () => {
    const { env } = await start([], {}, 'FROM_FILE=yes');
    expect(env).not.toHaveProperty('FROM_FILE');
  });

  it('passes a signal on, ends as Next.js does, and leaves nothing behind', async () => {
    const { child, pid, env } = await start([]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(String(env.OIDC_DEMO_ISSUER))).rejects.toThrow();
  });

  it('ends with the code of Next.js', async () => {
    expect(await once(run(['--fail']), 'exit')).toEqual([3, null]);
  });
});
