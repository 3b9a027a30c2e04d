import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '@/db/client';
import { startPostgres } from '@/tests/databases/postgres-server';
import { requireTestDatabase } from '@/tests/databases/test-url';

/** Gives the project's tests a PostgreSQL: ours, or the one that TEST_POSTGRES_URL names. */
export async function setup(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL;
  if (given) {
    project.provide('databaseServer', { kind: 'given', url: requireTestDatabase(given) });
    return undefined;
  }
  // The data does not have to survive a power cut.
  const server = await startPostgres(['fsync=off', 'full_page_writes=off']);
  await migrateDatabase(server.url);
  project.provide('databaseServer', { kind: 'postgres', url: server.url });
  return server.remove;
}
