import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { afterAll, vi } from 'vitest';

/** The user of the real provider, who always agrees. */
export const visitor = {
  sub: 'visitor',
  email: 'visitor@example.com',
  email_verified: true,
  name: 'Vera Visitor',
};

type Algorithm = 'RS256' | 'ES384' | 'PS512' | 'EdDSA';

/** A key pair of the provider, of which it publishes one half. */
async function makePrivateKey(alg: Algorithm): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg };
}

interface OurApp {
  id: string;
  secret: string;
  redirectUri: string;
}

/** Starts a certified OpenID provider on this machine, which demands PKCE. */
export async function startRealProvider(
  { id, secret, redirectUri }: OurApp,
  algorithm: Algorithm = 'RS256',
): Promise<string> {
  // The library prints long warnings that it is not set up for production.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'info').mockImplementation(() => {});
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: id,
        client_secret: secret,
        redirect_uris: [redirectUri],
        id_token_signed_response_alg: algorithm,
      },
    ],
    // A set of several keys, of which one is for this algorithm.
    jwks: { keys: await Promise.all([makePrivateKey('RS256'), makePrivateKey(algorithm)]) },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', algorithm] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/agree/${uid}` },
    findAccount: () => ({ accountId: visitor.sub, claims: () => visitor }),
    pkce: { required: () => true },
    cookies: { keys: ['of the tests'] },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/agree/')) return answer(request, response);
    const grant = new provider.Grant({ accountId: visitor.sub, clientId: id });
    grant.addOIDCScope('openid email profile');
    const grantId = await grant.save();
    const agreed = { login: { accountId: visitor.sub }, consent: { grantId } };
    return provider.interactionFinished(request, response, agreed);
  });
  return issuer;
}

/** Follows an address with the cookies of one browser, until it leads back to us. */
export async function followUntil(redirectUri: string, start: URL): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let url = start;
  while (!url.href.startsWith(redirectUri)) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`${url.pathname} answered ${response.status}`);
    url = new URL(location, url);
  }
  return url.searchParams;
}
