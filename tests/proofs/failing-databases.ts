import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { migrateDatabase } from '@/db/client';
import { startPostgres } from '@/tests/databases/postgres-server';
import type { FailingDatabase } from '@/tests/proofs/database-proof';

type Closable = FailingDatabase & { close(): Promise<void> };

/** Creates a PostgreSQL that can be stopped, as for a restart. */
export async function stoppedPostgres(): Promise<Closable> {
  const server = await startPostgres();
  await migrateDatabase(server.url);
  return { url: server.url, fail: () => server.stop(), mend: server.start, close: server.remove };
}

/** Creates a SQLite file that another process can lock altogether. */
export async function lockedSqlite(folder: string): Promise<Closable> {
  const file = join(folder, 'auth.db');
  let other: BetterSqlite.Database | null = null;
  return {
    url: `file:${file}`,
    async fail() {
      other = new BetterSqlite(file, { timeout: 5000 });
      other.exec('begin exclusive');
    },
    async mend() {
      other?.close();
    },
    async close() {},
  };
}

/** Creates a SQLite file on a disk of 24 MB that can be filled. Needs root, to make such a disk. */
export async function fullDisk(folder: string): Promise<Closable> {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
  const filler = join(disk, 'filler');
  return {
    url: `file:${join(disk, 'auth.db')}`,
    async fail() {
      // Fills all the room that is left.
      for (let size = 16 * 1024 * 1024; size >= 512; size /= 2) {
        try {
          writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
        } catch {
          // Smaller, then.
        }
      }
    },
    async mend() {
      rmSync(filler, { force: true });
    },
    async close() {
      execFileSync('umount', ['-l', disk]);
    },
  };
}
