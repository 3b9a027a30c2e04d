import { type Refusal, refusal } from '@/lib/shared/error-codes';

/**
 * Bounds of one request: numbers of things, bytes where the name says so, else characters. They are
 * checked before anything parses the request, since Next.js and its packages take time that grows
 * faster than some of these do.
 */
export const BOUNDS = {
  /** Path and query together. A longer one is refused with a 414. */
  urlLength: 8192,
  /** Parameters of the query, empty ones included. More are refused with a 400. */
  queryParameters: 100,
  /** Header lines. More are refused with a 431. */
  headers: 100,
  /** Header lines that Next.js and this app add before the second check of a request. */
  addedHeaders: 20,
  /** Any one header but those below. A longer one is refused with a 431. */
  headerLength: 8192,
  /** Cookies, and their length. Of more, this app's are kept, so that the user stays signed in. */
  cookies: 100,
  cookieHeaderLength: 16_384,
  /** The User-Agent header, as long as sessions keep it. The rest is cut off. */
  userAgentLength: 512,
  /** Bytes of a body. A larger one is refused with a 413. */
  bodyBytes: 65_536,
  /** Pieces in which a body comes: each costs more than its bytes. More are refused with a 413. */
  bodyChunks: 1024,
  /** Fields of a body. More are refused with a 400. */
  bodyFields: 1000,
} as const;

/** The part of a request that exceeds a bound. */
export type Breach = 'url' | 'query' | 'headers' | 'fields';

/** Refusals, with their sentences for the person or the developer who reads the answer. */
export const BREACHES: Readonly<Record<Breach, Refusal>> = {
  url: refusal('uri_too_long', 'Request address is too long.'),
  query: refusal('too_many_parameters', 'Request address has too many parameters.'),
  headers: refusal(
    'headers_too_large',
    'Request headers are too large. Deleting the cookies of this site may help.',
  ),
  fields: refusal('too_many_fields', 'Request body has too many fields.'),
};

/** Headers of which a part is kept, and one whose bad values are as good as none. */
const ANY_LENGTH = new Set(['authorization', 'cookie', 'user-agent']);

/**
 * Returns the part of a request that exceeds a bound, or null. `target` is the path and query, and
 * `mostHeaders` the number of header lines allowed. One pass over the text, which is not parsed
 * yet.
 */
export function findBreach(
  target: string,
  headers: Iterable<readonly [name: string, value: string]>,
  mostHeaders: number = BOUNDS.headers,
): Breach | null {
  if (target.length > BOUNDS.urlLength) return 'url';
  if (countParts(queryOf(target), '&') > BOUNDS.queryParameters) return 'query';
  let count = 0;
  for (const [name, value] of headers) {
    count += 1;
    const isLong = value.length > BOUNDS.headerLength && !ANY_LENGTH.has(name.toLowerCase());
    if (isLong || count > mostHeaders) return 'headers';
  }
  return null;
}

/** Returns the query of a request target, without its question mark. */
function queryOf(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? '' : target.slice(at + 1);
}

/**
 * Checks a request again once Next.js and this app have added headers to it, for a platform that
 * hands requests over without a server of this app.
 */
export function findBreachAgain(
  target: string,
  headers: Iterable<readonly [name: string, value: string]>,
): Breach | null {
  return findBreach(target, headers, BOUNDS.headers + BOUNDS.addedHeaders);
}

/** Returns the number of parts that a separator makes of a text; an empty text has none. */
export function countParts(text: string, separator: string): number {
  if (text === '') return 0;
  let count = 1;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) count += 1;
  return count;
}
