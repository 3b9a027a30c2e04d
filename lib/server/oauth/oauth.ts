import type { CallBounds } from '@/lib/server/oauth/call-bounds';
import { authorizationUrl, type Client, exchangeCode } from '@/lib/server/oauth/oauth-client';
import type { Profile } from '@/lib/server/oauth/provider';
import type { Source } from '@/lib/server/oauth/source';

/** A provider without ID tokens as data, with the function that reads a profile from its API. */
interface OAuthProvider {
  readonly slug: string;
  readonly label: string;
  readonly client: Client;
  readonly scopes: readonly string[];
  readonly endpoints: {
    readonly authorization: string;
    readonly token: string;
    /** The issuer that its callbacks name, if they name one (RFC 9207). */
    readonly issuer: string;
  };
  readonly readProfile: (accessToken: string, bounds: CallBounds) => Promise<Profile>;
}

/** A source that reads profiles from the provider's API with the access token. */
export function createOAuthSource(provider: OAuthProvider): Source {
  const { slug, label, client, scopes, endpoints } = provider;
  const usesPkce = true;
  return {
    slug,
    label,
    answersBy: 'query',
    async authorizationUrl(attempt) {
      const request = { endpoint: endpoints.authorization, clientId: client.id, scopes, usesPkce };
      return authorizationUrl(attempt, request);
    },
    async isCallbackIssuer(iss) {
      return iss === null || iss === endpoints.issuer;
    },
    async fetchProfile(attempt, { code }, { needed: bounds }) {
      const request = { endpoint: endpoints.token, client, usesPkce, bounds };
      const tokens = await exchangeCode(attempt, code, { ...request, secretIn: 'body' });
      return provider.readProfile(tokens.accessToken, bounds);
    },
  };
}
