import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { proveDatabase } from '@/tests/proofs/database-proof';
import { lockedSqlite, stoppedPostgres } from '@/tests/proofs/failing-databases';
import { isWhole } from '@/tests/support/whole';

const outages = [
  // A request that waits for the lock does so for 3 s, and then asks once more.
  ['a SQLite file that another process keeps locked', lockedSqlite, 8000],
  ['a PostgreSQL server that is restarted', stoppedPostgres, 4000],
] as const;

/** `npm run prove:database` does this for longer, and with a full disk. */
it.each(isWhole ? outages : outages.slice(0, 1))(
  '%s costs 503s meanwhile, no change, and nothing once it is back',
  async (_, open, downMs) => {
    const data = mkdtempSync(join(tmpdir(), 'gatehouse-database-'));
    const database = await open(data);
    const report = await proveDatabase(inject('appFolder'), data, database, downMs);
    await database.close();
    rmSync(data, { recursive: true });
    expect(Object.keys(report.whileDown)).toEqual(['503']);
    expect(report.stateless).toBeGreaterThan(20);
    expect(report).toMatchObject({ wrong: 0, statelessWrong: 0, lost: 0, half: 0, isAlive: true });
    expect(report.slowestMs).toBeLessThan(5000);
    expect(report.backAfterMs).toBeLessThan(2000);
  },
);
