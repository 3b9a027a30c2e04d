import { randomUUID } from 'node:crypto';
import { clearedTokenCookies } from '@/lib/edge/cookies';
import { apiHeaders } from '@/lib/edge/security-headers';
import { ApiError, outOfBounds, unavailable } from '@/lib/server/errors';
import { errorHeaders } from '@/lib/server/http/error-headers';
import { corsHeaders } from '@/lib/server/http/origin';
import { readClient } from '@/lib/server/http/request';
import { type Context, getContext } from '@/lib/server/use-case/context';
import { detailMessage } from '@/lib/shared/api-error';
import { findBreachAgain } from '@/lib/shared/bounds';
import { ERROR_CODES } from '@/lib/shared/error-codes';

/** A handler of one method, as Next.js calls it. */
export type Handler = (request: Request) => Promise<Response>;

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

/** The answer to a failure. */
async function errorResponse(ctx: Context, thrown: unknown): Promise<Response> {
  const error = apiErrorOf(ctx, thrown);
  const { code, body, options } = error;
  if (code === 'unavailable') ctx.log.error({ err: error.cause }, 'database unavailable');
  if (code === 'throttled') await ctx.audit.note('throttled', { limit: String(error.cause) });
  const init = { status: ERROR_CODES[code], headers: errorHeaders(error) };
  const response = body ? Response.json(body, init) : new Response(null, init);
  for (const cookie of options.endsSession ? clearedTokenCookies(ctx.settings) : []) {
    response.headers.append('Set-Cookie', cookie);
  }
  return response;
}

/**
 * What to say of a failure. What is not an `ApiError` is a 503 if the database failed, else a bug:
 * its cause goes to the log and nowhere else.
 */
function apiErrorOf({ db, log }: Context, thrown: unknown): ApiError {
  if (db.isFailure(thrown)) return unavailable(thrown);
  if (thrown instanceof ApiError) return thrown;
  log.error({ err: thrown }, 'unexpected failure');
  return new ApiError(detailMessage.internal);
}
