import { readClient } from '@/lib/server/oauth/clients';
import { createOpenIdSource } from '@/lib/server/oauth/open-id';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';

// https://www.linkedin.com/oauth/.well-known/openid-configuration
const ENDPOINTS = {
  issuer: 'https://www.linkedin.com/oauth',
  authorization: 'https://www.linkedin.com/oauth/v2/authorization',
  token: 'https://www.linkedin.com/oauth/v2/accessToken',
  keys: 'https://www.linkedin.com/oauth/openid/jwks',
  userInfo: 'https://api.linkedin.com/v2/userinfo',
};

/** LinkedIn by OpenID Connect. */
export function createLinkedin(setup: Setup): Source | null {
  const client = readClient(setup.settings, 'linkedin');
  if (!client) return null;
  const endpoints = endpointsOf(ENDPOINTS, setup);
  // The issuer in LinkedIn's documentation lacks the path that its metadata has: both are accepted.
  const issuers = [endpoints.issuer, new URL(endpoints.issuer).origin];
  return createOpenIdSource({
    slug: 'linkedin',
    label: PROVIDERS.linkedin.label,
    clientId: client.id,
    clientSecret: client.secret,
    scopes: ['openid', 'email', 'profile'],
    algorithms: ['RS256'],
    // LinkedIn's web flow answers `invalid_client` to a verifier, and its tokens have no nonce.
    usesPkce: false,
    echoesNonce: false,
    endpoints: async () => endpoints,
    isIssuer: (iss) => issuers.includes(iss),
    now: setup.now,
  });
}
