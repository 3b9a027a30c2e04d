import type { TestProject } from 'vitest/node';
import { startLibsql } from '@/tests/databases/libsql-server';
import { requireTestDatabase } from '@/tests/databases/test-url';

/** Gives the project's tests libSQL servers: ours, or the one that TEST_LIBSQL_URL names. */
export async function setup(project: TestProject) {
  const given = process.env.TEST_LIBSQL_URL;
  if (given) {
    project.provide('databaseServer', { kind: 'given', url: requireTestDatabase(given) });
    return;
  }
  // The first one fetches what the others start: two must not do so at once.
  await (await startLibsql()).remove();
  project.provide('databaseServer', { kind: 'libsql' });
}
