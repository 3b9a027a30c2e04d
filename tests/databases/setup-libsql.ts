import type { TestProject } from 'vitest/node';
import { startLibsql } from './libsql-server';
import { provideServers } from './provide-servers';

/** Gives the project's tests a libSQL server: ours, or the one that TEST_LIBSQL_URL names. */
export function setup(project: TestProject) {
  return provideServers(project, process.env.TEST_LIBSQL_URL, () => startLibsql());
}
