import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { HOUR_SECONDS } from '@/lib/shared/time';
import { errorPage, setPageHeaders } from '@/scripts/demo/page';
import { claimsOf, type Persona } from '@/scripts/demo/personas';
import { createStore } from '@/scripts/demo/store';

/** An app that may sign users in with the provider. */
export interface DemoClient {
  id: string;
  secret: string;
  redirectUris: readonly string[];
}

/** Grants all that an app asks for: the user has agreed by choosing a persona. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId,
    accountId: oidc.session?.accountId,
  });
  grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

/** Returns the configuration of oidc-provider, complete, so that it warns of no default. */
export async function configure(
  clients: readonly DemoClient[],
  personas: readonly Persona[],
  interactions: Configuration['interactions'],
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    adapter: createStore(),
    clients: clients.map(({ id, secret, redirectUris }) => ({
      client_id: id,
      client_secret: secret,
      redirect_uris: [...redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    })),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'demo' }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: 'demo_session', interaction: 'demo_choice', resume: 'demo_resume' },
    },
    interactions,
    pkce: { required: () => true },
    responseTypes: ['code'],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name'],
    },
    // Well-known providers put these claims into the ID token as well.
    conformIdTokenClaims: false,
    findAccount: (_, id) => {
      const persona = personas.find((one) => one.id === id);
      return persona && { accountId: id, claims: async () => claimsOf(persona) };
    },
    loadExistingGrant: grantAll,
    clientBasedCORS: () => false,
    renderError(ctx, { error, error_description }) {
      setPageHeaders(ctx.res);
      ctx.body = errorPage(error_description ?? error);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
    },
    ttl: {
      AccessToken: HOUR_SECONDS,
      AuthorizationCode: 60,
      Grant: HOUR_SECONDS,
      IdToken: HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      Session: HOUR_SECONDS,
    },
  };
}
