import {
  type Endpoint,
  HEADER,
  honestClaims,
  keys,
  publicJwk,
  type Reply,
  sendJson,
  signRsa,
  tokenReply,
  VICTIM,
} from '@/tests/support/social/hostile/stage';

/** Its metadata as discovery shows it, with changes. */
export function metadata(issuer: string, changes: Record<string, unknown> = {}) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    ...changes,
  };
}

/** Two keys, so that a token has to name one. */
export const publishedKeys = [
  publicJwk(keys.rsa.publicKey, { kid: 'rsa', alg: 'RS256' }),
  publicJwk(keys.ec.publicKey, { kid: 'ec', alg: 'ES256' }),
];

/** The answers that a case does not replace: with these alone, a sign-in succeeds. */
export const honest: Record<Endpoint, Reply> = {
  discovery: (response, { issuer }) => sendJson(response, metadata(issuer)),
  jwks: (response) => sendJson(response, { keys: publishedKeys }),
  token: tokenReply((stage) => signRsa(HEADER, honestClaims(stage))),
  userinfo: (response) =>
    sendJson(response, {
      sub: '4711',
      id: 4711,
      name: 'Vic Tim',
      email: VICTIM,
      email_verified: true,
    }),
  emails: (response) => sendJson(response, [{ email: VICTIM, primary: true, verified: true }]),
};
