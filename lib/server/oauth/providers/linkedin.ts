import { createPairedSource } from '@/lib/server/oauth/providers/paired';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';

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
  const endpoints = endpointsOf(ENDPOINTS, setup);
  // The issuer in LinkedIn's documentation lacks the path that its metadata has: both are accepted.
  const issuers = [endpoints.issuer, new URL(endpoints.issuer).origin];
  return createPairedSource(setup, 'linkedin', {
    // LinkedIn's web flow answers `invalid_client` to a verifier, and its tokens have no nonce.
    usesPkce: false,
    echoesNonce: false,
    endpoints,
    isIssuer: (iss) => issuers.includes(iss),
  });
}
