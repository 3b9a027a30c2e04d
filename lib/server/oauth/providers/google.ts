import { readClient } from '@/lib/server/oauth/clients';
import { createOpenIdSource } from '@/lib/server/oauth/open-id';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';

// https://accounts.google.com/.well-known/openid-configuration
const ENDPOINTS = {
  issuer: 'https://accounts.google.com',
  authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  keys: 'https://www.googleapis.com/oauth2/v3/certs',
};

/** Google, by OpenID Connect. */
export function createGoogle(setup: Setup): Source | null {
  const client = readClient(setup.settings, 'google');
  if (!client) return null;
  const endpoints = endpointsOf(ENDPOINTS, setup);
  // Google documents both spellings of its issuer.
  const issuers = [endpoints.issuer, endpoints.issuer.replace(/^https:\/\//, '')];
  return createOpenIdSource({
    slug: 'google',
    label: PROVIDERS.google.label,
    clientId: client.id,
    clientSecret: client.secret,
    scopes: ['openid', 'email', 'profile'],
    algorithms: ['RS256'],
    usesPkce: true,
    echoesNonce: true,
    endpoints: async () => endpoints,
    isIssuer: (iss) => issuers.includes(iss),
    now: setup.now,
  });
}
