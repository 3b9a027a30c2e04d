import type { DatabaseServer } from '@/tests/databases/own-database';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built app that a project's tests run against. */
    appFolder: string;
    /** Where a project's tests have their databases; in files if nothing is said. */
    databaseServer?: DatabaseServer;
  }
}
