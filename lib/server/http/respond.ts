import { randomUUID } from 'node:crypto';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { apiHeaders, NOT_CACHED } from '@/lib/edge/security-headers';
import { clearedTokenCookies } from '@/lib/edge/token-cookies';
import { ApiError, outOfBounds, unavailable } from '@/lib/server/errors';
import { errorHeaders } from '@/lib/server/http/error-headers';
import { corsHeaders } from '@/lib/server/http/origin';
import { readClient } from '@/lib/server/http/request';
import { type Context, getContext } from '@/lib/server/use-case/context';
import type { Client } from '@/lib/server/use-case/use-case';
import { detailMessage } from '@/lib/shared/api-error';
import { findBreachAgain } from '@/lib/shared/bounds';
import { ERROR_CODES } from '@/lib/shared/error-codes';

/** A handler of one method, as Next.js calls it. */
export type Handler = (request: Request) => Promise<Response>;

/** The longest wait for the database, in milliseconds, so that a 503 comes within five seconds. */
const DATABASE_MS = 4000;

/**
 * Runs `answer`, turns its errors into the contract's, adds the headers that every answer of the
 * API carries, and logs one line. `path` is the template, so that no id is logged.
 */
export async function respond(
  request: Request,
  path: string,
  answer: (ctx: Context, client: Client) => Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now();
  const requestId = randomUUID();
  const client = readClient(request.headers);
  const processContext = getContext();
  const { db, settings } = processContext;
  const ctx = new RequestContext(processContext, requestId, client);
  let response: Response;
  try {
    const breach = findBreachAgain(targetOf(request.url), request.headers);
    if (breach) throw outOfBounds(breach);
    response = await db.withBudget(DATABASE_MS, () => answer(ctx, client));
  } catch (error) {
    response = await errorResponse(ctx, request, error);
  }
  const { headers, status } = response;
  const isHeaded = request.headers.has(INTERNAL_HEADERS.headed.name);
  const common = isHeaded ? {} : apiHeaders(settings);
  for (const group of [common, NOT_CACHED, corsHeaders(request, settings)]) {
    for (const name in group) headers.set(name, group[name] ?? '');
  }
  headers.set('X-Request-Id', requestId);
  const ms = Math.round(performance.now() - startedAt);
  // The log has the address of a client that is refused, as one is that tries out tokens or ids. It
  // has no address of a client that is served.
  const from = status >= 400 ? { ipAddress: client.ipAddress } : {};
  const { method } = request;
  processContext.log.info({ requestId, event: 'request', method, path, status, ...from, ms });
  return response;
}

/**
 * The context of one request, whose log names the request and whose audit trail names the client. Both
 * are made when they are first asked for: most requests log one line, and that in `respond`. A class,
 * because an object that is written with getters costs more than what they spare.
 */
class RequestContext implements Context {
  readonly settings: Context['settings'];
  readonly keys: Context['keys'];
  readonly db: Context['db'];
  readonly mail: Context['mail'];
  readonly limits: Context['limits'];
  readonly providers: Context['providers'];
  readonly now: Context['now'];
  readonly isEnding: boolean;
  #log: Context['log'] | undefined;
  #audit: Context['audit'] | undefined;

  constructor(
    private readonly process: Context,
    private readonly requestId: string,
    private readonly client: Client,
  ) {
    this.settings = process.settings;
    this.keys = process.keys;
    this.db = process.db;
    this.mail = process.mail;
    this.limits = process.limits;
    this.providers = process.providers;
    this.now = process.now;
    this.isEnding = process.isEnding;
  }

  get log(): Context['log'] {
    this.#log ??= this.process.log.child({ requestId: this.requestId });
    return this.#log;
  }

  get audit(): Context['audit'] {
    this.#audit ??= this.process.audit.forRequest(this.log, this.client);
    return this.#audit;
  }
}

/**
 * Returns the path and query of a URL, as text: nothing may parse it before its length is known.
 */
function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3));
}

/** Builds the answer to a failure. */
async function errorResponse(
  ctx: Context,
  { headers }: Request,
  thrown: unknown,
): Promise<Response> {
  const error = apiErrorOf(ctx, thrown);
  const { code, body, options } = error;
  if (options.part) ctx.log.error({ err: error.cause }, `${options.part} unavailable`);
  if (code === 'throttled') await ctx.audit.record('throttled', { limit: String(error.cause) });
  const [scheme] = ctx.settings.AUTH_HEADER_TYPES;
  const init = { status: ERROR_CODES[code], headers: errorHeaders(error, scheme) };
  const response = body ? Response.json(body, init) : new Response(null, init);
  if (!options.endsSession) return response;
  for (const cookie of clearedTokenCookies(ctx.settings, headers.get('cookie'))) {
    response.headers.append('Set-Cookie', cookie);
  }
  return response;
}

/**
 * Returns the API's error for a failure. One that is no `ApiError` is a 503 if the database failed,
 * else a bug, whose cause goes to the log and nowhere else.
 */
function apiErrorOf({ db, log }: Context, thrown: unknown): ApiError {
  if (db.isFailure(thrown)) return unavailable(thrown);
  if (thrown instanceof ApiError) return thrown;
  log.error({ err: thrown }, 'unexpected failure');
  return new ApiError(detailMessage.internal);
}
