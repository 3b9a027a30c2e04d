import { isIP } from 'node:net';

/** True if `host` is this very machine, so that nobody can listen in between. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** A DATABASE_URL without user, password and token, for people to read. */
export function describeUrl(url: string): string {
  if (url.startsWith('file:') || !URL.canParse(url)) return url.split('?', 1)[0] ?? '';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
