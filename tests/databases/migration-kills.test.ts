import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { emptyDatabase } from '@/tests/databases/empty-database';
import { startLibsql } from '@/tests/databases/libsql-server';
import { startPostgres } from '@/tests/databases/postgres-server';
import { proveMigrations } from '@/tests/proofs/migration-proof';

vi.setConfig({ testTimeout: 60_000 });

/** `npm run prove:database` kills more often. */
const KILLS = 4;

it('a SQLite file whose migration was killed is completed by the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-kills-'));
  let count = 0;
  const file = () => join(folder, `${count}.db`);
  const report = await proveMigrations(KILLS, async () => {
    count += 1;
    return `file:${file()}`;
  });
  expect(report).toMatchObject({ kills: KILLS, broken: 0 });
  const db = new BetterSqlite(file());
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ['PostgreSQL', startPostgres],
  ['libSQL', startLibsql],
])('a %s server whose migration was killed is completed by the next one', async (_, start) => {
  const server = await start();
  const report = await proveMigrations(KILLS, async () => {
    await emptyDatabase(server.url);
    return server.url;
  });
  await server.remove();
  expect(report).toMatchObject({ kills: KILLS, broken: 0 });
});
