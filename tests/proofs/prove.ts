import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '@/db/client';
import type { Figure } from '@/scripts/bench/measure/figures';
import { quantile } from '@/scripts/bench/measure/statistics';
import { post, serve } from '@/scripts/serve';
import { emptyDatabase } from '@/tests/databases/empty-database';
import { startLibsql } from '@/tests/databases/libsql-server';
import { startPostgres } from '@/tests/databases/postgres-server';
import { proveDatabase } from '@/tests/proofs/database-proof';
import { fullDisk, lockedSqlite, stoppedPostgres } from '@/tests/proofs/failing-databases';
import { growthFigures, removalFigure, writeFigures } from '@/tests/proofs/figures';
import { proveGrowthOnPostgres, proveGrowthOnSqlite } from '@/tests/proofs/growth-proof';
import { proveKills } from '@/tests/proofs/kill-proof';
import { proveLimits } from '@/tests/proofs/limit-proof';
import { proveMigrations } from '@/tests/proofs/migration-proof';
import { proveOutage } from '@/tests/proofs/outage-proof';
import { proveRemoval } from '@/tests/proofs/removal-proof';
import { proveRotation } from '@/tests/proofs/rotation-proof';
import { proveSessions } from '@/tests/proofs/session-proof';

const SAMPLES = 2000;
const PASSWORD = 'ho1dfast-and-true';

async function mail() {
  console.log('outage', await proveOutage('.', 1000));
  console.log('kills', await proveKills('.', 500, 20));
}

/** Do answers take longer for an address with an account than for one without? */
async function timing() {
  await compareTimes({}, { '/api/jwt/create/': 401, '/api/users/reset_password/': 204 });
  // Here the known account waits for its activation.
  await compareTimes({ SEND_ACTIVATION_EMAIL: 'true' }, { '/api/users/resend_activation/': 204 });
}

async function compareTimes(
  settings: Record<string, string>,
  statuses: Readonly<Record<string, number>>,
) {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-timing-'));
  const server = await serve('.', data, settings);
  const names = { first_name: 'Ada', last_name: 'Lovelace', re_password: PASSWORD };
  const email = 'known@example.com';
  await post(`${server.url}/api/users/`, { ...names, email, password: PASSWORD });
  for (const [path, status] of Object.entries(statuses)) {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let i = 0; i < SAMPLES; i += 1) {
      // In a random order, or each would always follow the other.
      const names =
        Math.random() < 0.5 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
      for (const name of names) {
        const body = { email: `${name}@example.com`, password: 'wrong' };
        const start = performance.now();
        const answer = await post(server.url + path, body);
        await answer?.arrayBuffer();
        if (answer?.status !== status) throw new Error(`${path} answered ${answer?.status}`);
        times[name].push(performance.now() - start);
      }
    }
    const [known, unknown] = [quantile(times.known, 0.5), quantile(times.unknown, 0.5)];
    const difference = (((known - unknown) / unknown) * 100).toFixed(2);
    console.log(
      `${path} known ${known.toFixed(3)} ms, unknown ${unknown.toFixed(3)} ms: ${difference} %`,
    );
  }
  await server.stop();
  await rm(data, { recursive: true, force: true });
}

/** Does a database that fails cost more than 503s, for as long as it does? */
async function database() {
  const isRoot = process.getuid?.() === 0;
  const kinds = { stoppedPostgres, lockedSqlite, ...(isRoot && { fullDisk }) };
  if (!isRoot) console.log('fullDisk is left out: only root can make a disk that small.');
  for (const [name, open] of Object.entries(kinds)) {
    const data = await mkdtemp(join(tmpdir(), 'gatehouse-database-'));
    const failing = await open(data);
    console.log(name, await proveDatabase('.', data, failing, 10_000));
    await failing.close();
    await rm(data, { recursive: true, force: true });
  }
}

/** Does a killed migration leave a database that the next one cannot complete? */
async function migrations() {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-migrations-'));
  let count = 0;
  const newFile = async () => {
    count += 1;
    return `file:${join(data, `${count}.db`)}`;
  };
  console.log('SQLite', await proveMigrations(20, newFile));
  const servers = { PostgreSQL: await startPostgres(), libSQL: await startLibsql() };
  for (const [name, server] of Object.entries(servers)) {
    const emptied = async () => {
      await emptyDatabase(server.url);
      return server.url;
    };
    console.log(name, await proveMigrations(20, emptied));
    await server.remove();
  }
  await rm(data, { recursive: true, force: true });
}

/** Is a user signed out by accident, or left signed in? On each database, by two processes. */
async function sessions() {
  const load = { rounds: 50, parallel: 200, cycles: 10_000, replays: 1000, interleavings: 1000 };
  const servers = { PostgreSQL: await startPostgres(), libSQL: await startLibsql() };
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-sessions-'));
  const urls = {
    SQLite: `file:${join(data, 'auth.db')}`,
    PostgreSQL: servers.PostgreSQL.url,
    libSQL: servers.libSQL.url,
  };
  for (const [name, url] of Object.entries(urls)) {
    await migrateDatabase(url);
    console.log(name, await proveSessions('.', data, url, load));
    console.log(name, await proveLimits('.', data, url, 500));
  }
  for (const server of Object.values(servers)) await server.remove();
  await rm(data, { recursive: true, force: true });
}

/** Does a change of the signing secret refuse a good token, or leave a bad one good? */
async function rotation() {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-rotation-'));
  const load = { rotations: 30, everySeconds: 10, clients: 20 };
  console.log(await proveRotation('.', data, load));
  await rm(data, { recursive: true, force: true });
}

/** Does a request cost more where there are a million users? */
async function growth() {
  // A part of it, for a look: `npm run prove:growth -- 0.1`.
  const part = Number(process.argv[3] ?? 1);
  const small = { users: 1000, sessions: 2000 };
  const large = { users: 1_000_000 * part, sessions: 2_000_000 * part };
  const load = { small, large, rounds: 20, runs: 100 };
  const figures: Figure[] = [];
  const proofs = { SQLite: proveGrowthOnSqlite, PostgreSQL: proveGrowthOnPostgres };
  for (const [name, prove] of Object.entries(proofs)) {
    const { filledInSeconds, ...actions } = await prove(load);
    console.log(name, { filledInSeconds, ...actions });
    figures.push(...growthFigures(`${name}, ${large.users} users / ${small.users}`, actions));
  }
  writeFigures('growth', figures);
}

/** Does the removal of many rows hold a request up? */
async function removal() {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-removal-'));
  const postgres = await startPostgres();
  const figures: Figure[] = [];
  const urls = { SQLite: `file:${join(data, 'auth.db')}`, PostgreSQL: postgres.url };
  for (const [name, url] of Object.entries(urls)) {
    await migrateDatabase(url);
    const report = await proveRemoval(url, Number(process.argv[3] ?? 1_000_000));
    console.log(name, report);
    figures.push(removalFigure(name, report));
  }
  writeFigures('removal', figures);
  await postgres.remove();
  await rm(data, { recursive: true, force: true });
}

const proofs: Record<string, () => Promise<void>> = {
  mail,
  timing,
  database,
  migrations,
  sessions,
  rotation,
  growth,
  removal,
};
const proof = proofs[process.argv[2] ?? ''];
if (!proof) throw new Error(`Say which: ${Object.keys(proofs).join(', ')}`);
await proof();
