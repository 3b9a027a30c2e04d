import type { Endpoint } from '@/lib/server/http/endpoint';

/** How long others may keep an answer: a key that is withdrawn should not live on with them. */
const MAX_AGE_SECONDS = 300;

/**
 * The same endpoint, whose success anybody may fetch from anywhere and keep for a while: it is the
 * same for everybody.
 */
export function forEverybody(inner: Endpoint): Endpoint {
  const handler = async (request: Request) => {
    const response = await inner(request);
    if (!response.ok) return response;
    response.headers.set('Cache-Control', `public, max-age=${MAX_AGE_SECONDS}`);
    response.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
    response.headers.set('Access-Control-Allow-Origin', '*');
    for (const name of ['Access-Control-Allow-Credentials', 'Vary']) response.headers.delete(name);
    return response;
  };
  return Object.assign(handler, { contract: inner.contract });
}
