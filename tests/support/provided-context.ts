declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built app that a project's tests run against. */
    appFolder: string;
  }
}

export type {};
