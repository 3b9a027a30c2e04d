declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built app that a project's tests run against. */
    appFolder: string;
    /** The server of a project that tests one; a file of its own where there is none. */
    databaseUrl?: string;
  }
}

export type {};
