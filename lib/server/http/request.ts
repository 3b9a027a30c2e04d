import { isIP } from 'node:net';
import { readCookie } from '@/lib/edge/cookies';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { readTokens } from '@/lib/edge/token-cookies';
import { ApiError, outOfBounds, refusedAt } from '@/lib/server/errors';
import type { Settings } from '@/lib/server/settings/settings';
import type { Client, PresentedTokens } from '@/lib/server/use-case/use-case';
import { detailMessage } from '@/lib/shared/api-error';
import { BOUNDS, countParts } from '@/lib/shared/bounds';
import { NON_FIELD_ERRORS } from '@/lib/shared/error-codes';
import { isOnVercel } from '@/lib/shared/platform';

/** The word before the key of a session in the Authorization header, as Djoser's clients send it. */
const KEY_SCHEME = 'Token';

/**
 * Reads the tokens in the cookies and the Authorization header, where a scheme that is none of
 * `schemes` does not count. One without a token is a bad token, the empty text: it does not fall
 * back to the cookie.
 */
export function readPresentedTokens(
  headers: Headers,
  settings: Settings,
  schemes: readonly string[] = settings.AUTH_HEADER_TYPES,
): PresentedTokens {
  const [, scheme, text = ''] =
    /^([\w-]+)(?: +(.*))?$/.exec(headers.get('authorization') ?? '') ?? [];
  const isOneOf = (names: readonly string[]) =>
    names.some((name) => name.toLowerCase() === scheme?.toLowerCase());
  const cookie = headers.get('cookie');
  return {
    bearer: isOneOf(schemes) ? text : null,
    key: settings.TOKEN_ENDPOINTS && isOneOf([KEY_SCHEME]) ? text : null,
    ...readTokens(cookie, settings),
    cookie: (name) => readCookie(cookie, name, settings),
  };
}

/**
 * Reads the `{…}` parts of a path template, from the URL of a request to it. Counts from the end of
 * the path: at its beginning there may be a further prefix of the API.
 */
export function readParams(url: string, template: string): Record<string, string> {
  if (!template.includes('{')) return {};
  const parts = segmentsFromEnd(new URL(url).pathname).map(decodeURIComponent);
  const names = segmentsFromEnd(template).map((part) => /^\{(.+)\}$/.exec(part)?.[1]);
  return Object.fromEntries(names.flatMap((name, at) => (name ? [[name, parts[at] ?? '']] : [])));
}

const segmentsFromEnd = (path: string) => path.replace(/\/$/, '').split('/').toReversed();

/**
 * Reads the client of a request. Its address comes from `incoming.ts`; on Vercel, from the
 * platform.
 */
export function readClient(headers: Headers): Client {
  const header = isOnVercel() ? 'x-real-ip' : INTERNAL_HEADERS.clientAddress.name;
  const address = headers.get(header) ?? '';
  return {
    ipAddress: isIP(address) ? address : null,
    userAgent: headers.get('user-agent')?.slice(0, BOUNDS.userAgentLength) ?? null,
  };
}

/**
 * False for a body that is announced as empty: to find that out from its stream costs much. A request
 * that has a body in spite of that is refused by Node.js.
 */
export function mayHaveBody(headers: Headers): boolean {
  return headers.get('content-length') !== '0';
}

/**
 * Reads the fields of a request body, JSON or a form; no body at all has no fields. Reads no
 * further than the limit. Throws the 400, 413 or 415 of the contract.
 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const contentType = request.headers.get('content-type') ?? '';
  switch (contentType.split(';', 1)[0]?.trim().toLowerCase()) {
    case 'application/json':
      return parseJson(decodeJson(bytes));
    case 'application/x-www-form-urlencoded':
      return parseForm(new TextDecoder().decode(bytes));
    default:
      throw new ApiError(detailMessage.mediaType(contentType));
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > BOUNDS.bodyBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > BOUNDS.bodyBytes || chunks.length === BOUNDS.bodyChunks) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // A client that closes the connection half-way is no failure of the server.
    throw error instanceof ApiError ? error : new ApiError(detailMessage.bodyCutShort);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () => new ApiError(detailMessage.tooLarge);

function decodeJson(bytes: Uint8Array): string {
  try {
    // A byte order mark is kept, so that JSON refuses it as Django does.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ApiError(detailMessage.jsonParse('the body is not valid UTF-8'));
  }
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ApiError(detailMessage.jsonParse(reasonOf(error)));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (Object.keys(value).length > BOUNDS.bodyFields) throw outOfBounds('fields');
    return value as Record<string, unknown>;
  }
  throw refusedAt(NON_FIELD_ERRORS, detailMessage.notADictionary(pythonType(value)));
}

/**
 * Returns V8's reason without the excerpt of the body that it may quote: that can hold a password.
 */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return message.replace(/(?:, )?(?:\.\.\.)?".*is not valid JSON$/su, '') || 'Expecting value';
}

function pythonType(value: unknown): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'bool' : 'str';
}

/**
 * Parses a form. A field given twice becomes a list, which no field accepts: none of the two
 * counts.
 */
function parseForm(text: string): Record<string, unknown> {
  if (countParts(text, '&') > BOUNDS.bodyFields) throw outOfBounds('fields');
  const fields = new Map<string, string[]>();
  // One pass: `getAll` for each name, or a new list for each value, would grow with their square.
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
