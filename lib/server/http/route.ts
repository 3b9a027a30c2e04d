import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { methodNotAllowed, notAuthenticated } from '@/lib/server/errors';
import type { Endpoint } from '@/lib/server/http/endpoint';
import { checkOrigin, preflightHeaders } from '@/lib/server/http/origin';
import { readPresentedTokens } from '@/lib/server/http/request';
import { type Handler, respond } from '@/lib/server/http/respond';
import { authenticate } from '@/lib/server/sessions/authenticate';
import type { Context } from '@/lib/server/use-case/context';
import type { Method } from '@/lib/shared/contracts/contract';

/** The methods, in the order in which the Allow header lists them. */
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The exports of a `route.ts`, one for every method: Next.js' own 405 has no body and no Allow. */
export type RouteHandlers = Record<Method | 'HEAD' | 'OPTIONS', Handler>;

/** Creates the handlers for every method of a path, from its endpoints. */
export function route(first: Endpoint, ...others: readonly Endpoint[]): RouteHandlers {
  const endpoints = [first, ...others];
  const find = (method: Method) => endpoints.find(({ contract }) => contract.method === method);
  const methods = METHODS.filter(find);
  const allow = [...methods, ...(find('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const { path } = first.contract;
  const isProtected = endpoints.some(({ contract }) => contract.who === 'auth');

  const refuse: Handler = (request) =>
    respond(request, path, async (ctx) => {
      await checkOrigin(ctx, request, false);
      if (isProtected) await requireCaller(ctx, request);
      throw methodNotAllowed(
        request.headers.get(INTERNAL_HEADERS.method.name) ?? request.method,
        allow,
      );
    });
  const describe: Handler = (request) => {
    if (request.headers.has(INTERNAL_HEADERS.method.name)) return refuse(request);
    return respond(request, path, async ({ settings }) => {
      const headers = { Allow: allow, ...preflightHeaders(request, allow, settings) };
      return new Response(null, { status: 204, headers });
    });
  };
  return handlers((method) => find(method) ?? refuse, describe);
}

/** Creates a handler for every method. HEAD is a GET of which the server keeps the body. */
export function handlers(of: (method: Method) => Handler, OPTIONS: Handler): RouteHandlers {
  const rest = { PUT: of('PUT'), PATCH: of('PATCH'), DELETE: of('DELETE'), OPTIONS };
  return { GET: of('GET'), HEAD: of('GET'), POST: of('POST'), ...rest };
}

async function requireCaller(ctx: Context, { headers }: Request): Promise<void> {
  const caller = await authenticate(ctx, readPresentedTokens(headers, ctx.settings));
  if (!caller) throw notAuthenticated();
}
