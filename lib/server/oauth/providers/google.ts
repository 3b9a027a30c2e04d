import { createPairedSource } from '@/lib/server/oauth/providers/paired';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';

// https://accounts.google.com/.well-known/openid-configuration
const ENDPOINTS = {
  issuer: 'https://accounts.google.com',
  authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  keys: 'https://www.googleapis.com/oauth2/v3/certs',
};

/** Google, by OpenID Connect. */
export function createGoogle(setup: Setup): Source | null {
  const endpoints = endpointsOf(ENDPOINTS, setup);
  // Google documents both spellings of its issuer.
  const issuers = [endpoints.issuer, endpoints.issuer.replace(/^https:\/\//, '')];
  return createPairedSource(setup, 'google', {
    endpoints,
    isIssuer: (iss) => issuers.includes(iss),
  });
}
