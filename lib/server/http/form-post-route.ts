import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { methodNotAllowed, notFound } from '@/lib/server/errors';
import { readBody, readParams } from '@/lib/server/http/request';
import { type Handler, respond } from '@/lib/server/http/respond';
import { handlers, type RouteHandlers } from '@/lib/server/http/route';
import { socialReturn } from '@/lib/shared/contracts/social';
import { findProvider } from '@/lib/shared/providers';

const { path: PATH } = socialReturn;

/** The fields of a provider's form that go on to the page that completes the sign-in. */
const FIELDS = ['state', 'code', 'iss', 'error', 'user'];

/**
 * Handlers that take the form that a provider has the browser post (OAuth 2.0 Form Post Response
 * Mode), and redirect the browser to the provider's page with its fields. Such a post is
 * cross-site, so it comes without cookies: it changes nothing and sets nothing. The fields travel
 * in the fragment, which no server and no log sees.
 */
export function formPostRoute(): RouteHandlers {
  const post: Handler = (request) =>
    respond(request, PATH, async ({ settings, providers }) => {
      const { provider: name = '' } = readParams(request.url, PATH);
      const provider = findProvider(providers, name);
      if (provider?.answersBy !== 'form_post') throw notFound();
      const body = await readBody(request);
      const values = FIELDS.flatMap((field) => {
        const value = body[field];
        return typeof value === 'string' ? [[field, value]] : [];
      });
      const url = `${settings.SITE_URL}/auth/${provider.slug}#${new URLSearchParams(values)}`;
      return new Response(null, { status: 303, headers: { Location: url } });
    });
  const refuse: Handler = (request) =>
    respond(request, PATH, async () => {
      throw methodNotAllowed(
        request.headers.get(INTERNAL_HEADERS.method.name) ?? request.method,
        'POST',
      );
    });
  const described = Object.assign(post, { contract: socialReturn });
  return handlers((method) => (method === 'POST' ? described : refuse), refuse);
}
