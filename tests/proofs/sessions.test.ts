import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { migrateDatabase } from '@/db/client';
import { LIMITS } from '@/lib/shared/limits';
import { startLibsql } from '@/tests/databases/libsql-server';
import { startPostgres } from '@/tests/databases/postgres-server';
import { proveLimits } from '@/tests/proofs/limit-proof';
import { proveSessions } from '@/tests/proofs/session-proof';
import { isWhole } from '@/tests/support/whole';

// `npm run prove:sessions` does up to a hundred times as much, on a machine that does nothing else:
// a database that has no time for it all within 4 s is a 503, and rightly so.
/** Wrong passwords at once. */
const GUESSES = 200;
/** So many refreshes at once that each by itself would be more than the limit allows. */
const LOAD = { rounds: 4, parallel: 150, cycles: 60, replays: 12, interleavings: 24 };

const databases = [
  ['SQLite', null],
  ['PostgreSQL', startPostgres],
  ['libSQL', startLibsql],
] as const;

it.each(isWhole ? databases : databases.slice(0, 1))(
  'two processes on one %s sign no user out by accident, and leave no ended session alive',
  async (_, start) => {
    const data = mkdtempSync(join(tmpdir(), 'gatehouse-sessions-'));
    const server = await start?.();
    const url = server?.url ?? `file:${join(data, 'auth.db')}`;
    await migrateDatabase(url);
    const { pairs, ...wrong } = await proveSessions(inject('appFolder'), data, url, LOAD);
    const { ownSignIns, ...guessing } = await proveLimits(inject('appFolder'), data, url, GUESSES);
    await server?.remove();
    rmSync(data, { recursive: true, force: true });
    expect(wrong).toEqual({
      refused: 0,
      forked: 0,
      signedOut: 0,
      undetected: 0,
      untouchedLost: 0,
      alive: 0,
    });
    expect(pairs).toBeGreaterThan(LOAD.interleavings);
    const lookedAt = LIMITS['sign-in'].atOnce;
    const throttled = GUESSES - lookedAt;
    expect(guessing).toEqual({ lookedAt, throttled, unavailable: 0, ownRefused: 0 });
    expect(ownSignIns).toBeGreaterThan(0);
  },
);
