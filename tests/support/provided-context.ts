declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built app that a project's tests run against. */
    appFolder: string;
    /** A server for each worker of a project that tests one; files where there are none. */
    databaseUrls?: string[];
  }
}

export type {};
