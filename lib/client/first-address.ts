/** The address that this document was loaded with; null on the server. */
const firstAddress = typeof window === 'undefined' ? null : new URL(window.location.href);

/**
 * True for a path with a fragment whose page this document was loaded with, at a fragment. The router
 * of Next.js 16.4 remembers that page by its whole address, and would add the fragment to it again:
 * `/account#devices#devices`.
 */
export function isMisledByRouter(path: string, first = firstAddress): boolean {
  if (!first?.hash) return false;
  const { pathname, search, hash } = new URL(path, first);
  return hash !== '' && pathname === first.pathname && search === first.search;
}
