import { methodNotAllowed, notFound } from '../errors';
import { NOTES } from './request';
import { type Handler, respond } from './respond';
import { handlers, type RouteHandlers } from './route';

/** Handlers that answer every method of an unknown path with the JSON 404. */
export function unknownRoute(): RouteHandlers {
  const refuse: Handler = (request) =>
    respond(request, 'unknown', async () => {
      if (!request.headers.has(NOTES.page)) throw notFound();
      throw methodNotAllowed(request.headers.get(NOTES.method) ?? request.method, 'GET, HEAD');
    });
  return handlers(() => refuse, refuse);
}
