import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';

/** Texts that no answer may contain; no request contains one, so none is an echo. */
const SECRETS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['stack', /\n\s+at [^\n]*:\d+:\d+\)?/],
  ['stack', /\b(?:node:internal|node_modules\/|webpack-internal:)/],
  ['SQL', /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^<]{1,200}\b(?:FROM|VALUES|SET|WHERE)\b/],
  ['SQL', /\bSQLITE_[A-Z]+|\bSQLSTATE|\bconstraint failed\b|\bDrizzle\w*Error/],
  ['internal header', /^x-(?:middleware|gatehouse)-[^\n]*/im],
];

/** Finds a leak in an answer, or null. */
export type FindLeak = (answer: string) => string | null;

/**
 * Creates a function that finds a leak, folders of the server included, with its place; or null.
 */
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
