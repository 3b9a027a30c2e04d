import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { methodNotAllowed, notFound, outOfBounds } from '@/lib/server/errors';
import { type Handler, respond } from '@/lib/server/http/respond';
import { handlers, type RouteHandlers } from '@/lib/server/http/route';
import { BREACHES, type Breach } from '@/lib/shared/bounds';

/**
 * Creates handlers that answer every method of an unknown path with the JSON 404. They also refuse
 * requests that `incoming.ts` sends here: with a method that no page takes, and out of bounds.
 */
export function unknownRoute(): RouteHandlers {
  const refuse: Handler = (request) =>
    respond(request, 'unknown', async () => {
      const breach = request.headers.get(INTERNAL_HEADERS.breach.name);
      if (isBreach(breach)) throw outOfBounds(breach);
      if (!request.headers.has(INTERNAL_HEADERS.page.name)) throw notFound();
      throw methodNotAllowed(
        request.headers.get(INTERNAL_HEADERS.method.name) ?? request.method,
        'GET, HEAD',
      );
    });
  return handlers(() => refuse, refuse);
}

function isBreach(note: string | null): note is Breach {
  return note !== null && Object.hasOwn(BREACHES, note);
}
