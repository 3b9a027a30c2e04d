import type { Endpoint } from '@/lib/server/http/endpoint';

/** The time for which clients may keep an answer: a withdrawn key should not live on with them. */
const MAX_AGE_SECONDS = 300;

/**
 * Makes the successes of an endpoint public: a page of any origin may fetch them, and any cache may
 * keep them for a while, because they are the same for all callers.
 */
export function makePublic(inner: Endpoint): Endpoint {
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
