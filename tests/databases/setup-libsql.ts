import type { TestProject } from 'vitest/node';
import { startLibsql } from './libsql-server';
import { requireTestDatabase } from './test-url';

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
