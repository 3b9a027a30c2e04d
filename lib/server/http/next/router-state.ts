import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Next.js' own check of the router's state: returns the state, undefined without one, or throws.
 */
type Parse = (header: string | string[] | undefined) => unknown;

const MODULE = 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';

/**
 * Creates a test of the header `next-router-state-tree`, by the very code of Next.js that would
 * fail: the shape differs from version to version. That code is no public part of Next.js, so it is
 * looked up at run time and not bundled: a release that has moved it builds and starts, and every
 * state passes.
 */
export function createRouterStateCheck(module: string = MODULE) {
  let parse: Parse | null | undefined;
  return (header: string | string[] | undefined): boolean => {
    if (header === undefined) return false;
    parse ??= loadParse(module);
    if (!parse) return true;
    try {
      return parse(header) !== undefined;
    } catch {
      return false;
    }
  };
}

function loadParse(module: string): Parse | null {
  try {
    const load = createRequire(join(process.cwd(), 'package.json'));
    const { parseAndValidateFlightRouterState: parse } = load(module) as Record<string, unknown>;
    return typeof parse === 'function' ? (parse as Parse) : null;
  } catch {
    return null;
  }
}
