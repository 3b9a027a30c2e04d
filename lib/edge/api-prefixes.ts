import { contracts } from '@/lib/shared/contracts/registry';

/** The folder of the API in the address space of the app. */
const API = '/api';

/**
 * The paths below `/api` that further prefixes have, too. The scheduler of the platform calls its
 * own path and needs no other, and what lies outside `/api` is where a standard says.
 */
const PATHS = [
  ...new Set(
    contracts
      .filter(({ who, path }) => who !== 'cron' && path.startsWith(`${API}/`))
      .map(({ path }) => path.slice(API.length).replace(/\/$/, '')),
  ),
];

const escapeDots = (text: string) => text.replaceAll('.', '\\.');

/** Matches one of `PATHS`, undecoded as Next.js matches it, with or without the trailing slash. */
const KNOWN_PATH = new RegExp(
  `^(?:${PATHS.map((path) => escapeDots(path).replace(/\{\w+\}/g, '[^/]+')).join('|')})/?$`,
);

/**
 * Returns the path below `/api` that a path below one of `prefixes` stands for; null for every
 * other path, which is left alone. From there on the request is one to `/api`: the same handler,
 * limits, origin checks and log line, whatever prefix it came by.
 */
export function apiPathOf(pathname: string, prefixes: readonly string[]): string | null {
  for (const prefix of prefixes) {
    const rest = pathname.slice(prefix.length);
    if (pathname.startsWith(`${prefix}/`) && KNOWN_PATH.test(rest)) return `${API}${rest}`;
  }
  return null;
}

/** A `{name}` stands for any one segment; two patterns overlap if one path fits both. */
function doOverlap(one: string, other: string): boolean {
  const [a, b] = [one.split('/'), other.split('/')];
  const isAny = (segment: string | undefined) => segment?.startsWith('{');
  return (
    a.length === b.length && a.every((part, at) => part === b[at] || isAny(part) || isAny(b[at]))
  );
}

/**
 * Returns a sentence about the first prefix that cannot be served, or null: one under which a path
 * of the API would be the path of one of `pages`, or another path of the API.
 */
export function findPrefixProblem(
  prefixes: readonly string[],
  pages: readonly string[],
): string | null {
  const taken = [
    ...pages.map((path) => ({ path, what: 'the page' })),
    ...PATHS.map((path) => ({ path: `${API}${path}`, what: 'the API’s own' })),
  ];
  for (const prefix of prefixes) {
    const own = PATHS.map((path) => `${prefix}${path}`);
    for (const { path, what } of taken) {
      const clash = own.find((candidate) => doOverlap(candidate, path));
      if (clash) return `must not have ${prefix}: ${clash}/ would be ${what} ${path}`;
    }
    taken.push(...own.map((path) => ({ path, what: 'the same as' })));
  }
  return null;
}
