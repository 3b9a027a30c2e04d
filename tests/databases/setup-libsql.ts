import type { TestProject } from 'vitest/node';
import { startLibsql } from './libsql-server';
import { requireTestDatabase } from './test-url';

/** Gives the project's tests a libSQL server: ours, or the one that TEST_LIBSQL_URL names. */
export async function setup(project: TestProject) {
  const given = process.env.TEST_LIBSQL_URL;
  if (given) {
    project.provide('databaseUrl', requireTestDatabase(given));
    return undefined;
  }
  const server = await startLibsql();
  project.provide('databaseUrl', server.url);
  return server.remove;
}
