import type { TestProject } from 'vitest/node';
import { requireTestDatabase } from './test-url';

interface Server {
  url: string;
  remove(): Promise<void>;
}

/**
 * Gives each worker of a project a server of its own, or the one that `given` names to the only
 * worker; returns what ends them.
 */
export async function provideServers(
  project: TestProject,
  given: string | undefined,
  start: () => Promise<Server>,
): Promise<(() => Promise<void>) | undefined> {
  if (given) {
    project.provide('databaseUrls', [requireTestDatabase(given)]);
    return undefined;
  }
  const workers = Number(project.config.maxWorkers) || 1;
  const servers = await Promise.all(Array.from({ length: workers }, start));
  project.provide(
    'databaseUrls',
    servers.map(({ url }) => url),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.remove()));
  };
}
