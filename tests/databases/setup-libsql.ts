import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '@/db/client';
import { startLibsql } from '@/tests/databases/libsql-server';
import { requireTestDatabase } from '@/tests/databases/test-url';

/** Gives the project's tests libSQL servers: ours, or the one that TEST_LIBSQL_URL names. */
export async function setup(project: TestProject) {
  const given = process.env.TEST_LIBSQL_URL;
  if (given) {
    project.provide('databaseServer', { kind: 'given', url: requireTestDatabase(given) });
    return undefined;
  }
  // The first server fetches the binary that the others run, and creates the data that they start with.
  const server = await startLibsql();
  await migrateDatabase(server.url);
  await server.stop();
  project.provide('databaseServer', { kind: 'libsql', template: server.data });
  return server.remove;
}
