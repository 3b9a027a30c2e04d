import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';

/** What no answer may have in it; requests never have any of it, so none is an echo. */
const SECRETS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['stack', /\n\s+at [^\n]*:\d+:\d+\)?/],
  ['stack', /\b(?:node:internal|node_modules\/|webpack-internal:)/],
  ['SQL', /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^<]{1,200}\b(?:FROM|VALUES|SET|WHERE)\b/],
  ['SQL', /\bSQLITE_[A-Z]+|\bSQLSTATE|\bconstraint failed\b|\bDrizzle\w*Error/],
  ['internal header', /^x-(?:middleware|gatehouse)-[^\n]*/im],
];

/** Finds in an answer what it should not have in it. */
export type FindLeak = (answer: string) => string | null;

/** Knows the folders of a server: what leaks, and the place of it, or null if nothing does. */
export function leakFinder(...folders: string[]): FindLeak {
  const paths = [...folders.map((folder) => realpathSync(folder)), `${homedir()}/`];
  return (answer) => {
    const path = paths.find((path) => answer.includes(path));
    if (path) return `path: ${path}`;
    for (const [what, pattern] of SECRETS) {
      const [found] = pattern.exec(answer) ?? [];
      if (found) return `${what}: ${found.trim()}`;
    }
    return null;
  };
}
