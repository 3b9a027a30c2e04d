import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server';
import { provideServers } from './provide-servers';

/** Gives the project's tests a PostgreSQL: ours, or the one that TEST_POSTGRES_URL names. */
export function setup(project: TestProject) {
  return provideServers(project, process.env.TEST_POSTGRES_URL, () =>
    // Nothing of it needs to outlive the machine's next power cut.
    startPostgres(['fsync=off', 'full_page_writes=off']),
  );
}
