import { randomUUID } from 'node:crypto';
import { clearedTokenCookies } from '@/lib/edge/cookies';
import { apiHeaders } from '@/lib/edge/security-headers';
import { ApiError, type ErrorKind, outOfBounds, unavailable } from '@/lib/server/errors';
import { corsHeaders } from '@/lib/server/http/origin';
import { readClient } from '@/lib/server/http/request';
import { type Context, getContext } from '@/lib/server/use-case/context';
import { detailMessage } from '@/lib/shared/api-error';
import { findBreachAgain } from '@/lib/shared/bounds';

/** A handler of one method, as Next.js calls it. */
export type Handler = (request: Request) => Promise<Response>;

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'uri-too-long': 414,
  'media-type': 415,
  throttled: 429,
  'headers-too-large': 431,
  unavailable: 503,
};

/** Whoever waits longer for a database has their 503 within five seconds. */
const DATABASE_MS = 4000;

/**
 * Runs `answer`, turns what it throws into the contract's errors, adds the headers that every
 * answer of the API carries, and logs one line. `path` is the template, so no id is logged.
 */
export async function respond(
  request: Request,
  path: string,
  answer: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now();
  const processContext = getContext();
  const requestId = randomUUID();
  const log = processContext.log.child({ requestId });
  const client = readClient(request.headers);
  const audit = processContext.audit.forRequest(log, client);
  const ctx = { ...processContext, log, audit };
  const response = await ctx.db
    .withBudget(DATABASE_MS, async () => {
      const breach = findBreachAgain(targetOf(request.url), request.headers);
      if (breach) throw outOfBounds(breach);
      return answer(ctx);
    })
    .catch((error: unknown) => errorResponse(ctx, error));
  const headers = {
    ...apiHeaders(ctx.settings),
    ...corsHeaders(request, ctx.settings),
    'X-Request-Id': requestId,
  };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  const ms = Math.round(performance.now() - startedAt);
  const { status } = response;
  // Whoever tries tokens and ids is in the log with an address, whoever is served is not.
  const from = status >= 400 ? { ipAddress: client.ipAddress } : {};
  ctx.log.info({ event: 'request', method: request.method, path, status, ...from, ms });
  return response;
}

/** The path and query of a URL, as text: nothing may parse it before its length is known. */
function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3));
}

/**
 * The answer to a failure. What is not an `ApiError` is a 503 if the database failed, else a bug:
 * its cause goes to the log and nowhere else.
 */
async function errorResponse(ctx: Context, error: unknown): Promise<Response> {
  const { db, settings, log, audit } = ctx;
  const known = db.isFailure(error) ? unavailable(error) : error;
  if (!(known instanceof ApiError)) {
    log.error({ err: error }, 'unexpected failure');
    return Response.json({ detail: detailMessage.internal }, { status: 500 });
  }
  if (known.kind === 'unavailable') log.error({ err: known.cause }, 'database unavailable');
  if (known.kind === 'throttled') await audit.note('throttled', { limit: String(known.cause) });

  const init = { status: STATUS[known.kind] };
  const response = known.body ? Response.json(known.body, init) : new Response(null, init);
  const { allow, endsSession, retryAfter } = known.options;
  if (init.status === 401) response.headers.set('WWW-Authenticate', 'Bearer realm="api"');
  if (allow) response.headers.set('Allow', allow);
  if (retryAfter) response.headers.set('Retry-After', String(retryAfter));
  if (endsSession) {
    for (const cookie of clearedTokenCookies(settings))
      response.headers.append('Set-Cookie', cookie);
  }
  return response;
}
