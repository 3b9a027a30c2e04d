import type { DatabaseServer } from '@/tests/databases/own-database';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built app that a project's tests run against. */
    appFolder: string;
    /** The server of a project's databases; absent, they are files. */
    databaseServer?: DatabaseServer;
  }
}
