import { methodNotAllowed, notFound, outOfBounds } from '@/lib/server/errors';
import { NOTES } from '@/lib/server/http/request';
import { type Handler, respond } from '@/lib/server/http/respond';
import { handlers, type RouteHandlers } from '@/lib/server/http/route';
import { BREACHES, type Breach } from '@/lib/shared/bounds';

/**
 * Handlers that answer every method of an unknown path with the JSON 404, and what `incoming.ts` sends
 * here to be refused: pages' methods, and requests that are out of bounds.
 */
export function unknownRoute(): RouteHandlers {
  const refuse: Handler = (request) =>
    respond(request, 'unknown', async () => {
      const breach = request.headers.get(NOTES.breach);
      if (isBreach(breach)) throw outOfBounds(breach);
      if (!request.headers.has(NOTES.page)) throw notFound();
      throw methodNotAllowed(request.headers.get(NOTES.method) ?? request.method, 'GET, HEAD');
    });
  return handlers(() => refuse, refuse);
}

function isBreach(note: string | null): note is Breach {
  return note !== null && Object.hasOwn(BREACHES, note);
}
