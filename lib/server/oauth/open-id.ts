import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import { Claims, type TokenClaims, verifyIdToken } from '@/lib/server/oauth/id-token';
import { createKeys } from '@/lib/server/oauth/keys';
import { authorizationUrl, exchangeCode, type SecretPlace } from '@/lib/server/oauth/oauth-client';
import { readAddress, readNames } from '@/lib/server/oauth/person';
import {
  type Answer,
  type Attempt,
  type Profile,
  type Provider,
  refused,
} from '@/lib/server/oauth/provider';
import type { Source } from '@/lib/server/oauth/source';

/** The addresses of an OpenID provider, and the facts of its metadata. */
export interface OpenIdEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly keys: string;
  /** The address of its user info, for what the ID token leaves out, if there is one. */
  readonly userInfo?: string;
  readonly secretIn?: SecretPlace;
  /** True if its callbacks always name the issuer (RFC 9207). */
  readonly namesIssuer?: boolean;
}

/** An OpenID provider as data: its addresses, our registration and the rules for its tokens. */
export interface OpenIdProvider {
  readonly slug: string;
  readonly label: string;
  readonly answersBy?: Provider['answersBy'];
  readonly clientId: string;
  /** A function where a secret is made for each exchange (Apple). */
  readonly clientSecret: string | (() => Promise<string>);
  readonly scopes: readonly string[];
  /** Further parameters of the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly algorithms: readonly string[];
  readonly usesPkce: boolean;
  /** False for a provider that makes tokens without the nonce that it was given. */
  readonly echoesNonce: boolean;
  readonly endpoints: () => Promise<OpenIdEndpoints>;
  readonly isIssuer: (iss: string, claims: TokenClaims | null) => boolean;
  /** Corrects a profile where this provider's claims differ from the standard. */
  readonly adjustProfile?: (profile: Profile, claims: TokenClaims, answer: Answer) => Profile;
  readonly now: () => Date;
}

/** A source that reads profiles from an ID token, and from user info for what that leaves out. */
export function createOpenIdSource(provider: OpenIdProvider): Source {
  const { slug, label, answersBy = 'query', clientId, usesPkce, endpoints, isIssuer } = provider;
  const findKey = createKeys(async () => (await endpoints()).keys, provider.now);
  return {
    slug,
    label,
    answersBy,
    async authorizationUrl(attempt) {
      const { authorization: endpoint } = await endpoints();
      const { scopes } = provider;
      const parameters = { ...provider.parameters, nonce: attempt.nonce };
      return authorizationUrl(attempt, { endpoint, clientId, scopes, usesPkce, parameters });
    },
    async isCallbackIssuer(iss) {
      return iss === null ? !(await endpoints()).namesIssuer : isIssuer(iss, null);
    },
    async fetchProfile(attempt, answer, signal) {
      const { userInfo, ...places } = await endpoints();
      const tokens = await exchange(provider, places, attempt, answer, signal);
      if (!tokens.idToken) throw refused('it answered without an ID token');
      const claims = await verifyIdToken(tokens.idToken, {
        ...provider,
        findKey,
        nonce: attempt.nonce,
        isIssuer: (all) => isIssuer(all.iss, all),
      });
      const isWhole = claims.email !== undefined && hasName(claims);
      const { accessToken } = tokens;
      const more =
        userInfo && !isWhole ? await fetchUserInfo(userInfo, claims, accessToken, signal) : null;
      const profile = toProfile(claims, more);
      return provider.adjustProfile?.(profile, claims, answer) ?? profile;
    },
  };
}

async function exchange(
  { clientId: id, clientSecret, usesPkce }: OpenIdProvider,
  { token: endpoint, secretIn = 'body' }: OpenIdEndpoints,
  attempt: Attempt,
  { code }: Answer,
  signal: AbortSignal,
) {
  const secret = typeof clientSecret === 'string' ? clientSecret : await clientSecret();
  const client = { id, secret };
  return exchangeCode(attempt, code, { endpoint, client, secretIn, usesPkce, signal });
}

/** Fetches user info. OpenID Connect Core section 5.3.2: that of another subject must not be used. */
async function fetchUserInfo(
  address: string,
  { sub }: Claims,
  accessToken: string,
  signal: AbortSignal,
): Promise<Claims> {
  const info = Claims.safeParse(await fetchJson(address, { accessToken, signal }));
  if (!info.success) throw refused('its user info cannot be read');
  if (info.data.sub !== sub) throw refused('its user info is about somebody else');
  return info.data;
}

function hasName({ name, given_name, family_name }: Claims): boolean {
  return Boolean(name || given_name || family_name);
}

function toProfile(claims: TokenClaims, more: Claims | null): Profile {
  // An address and its verification are taken from the same reply.
  const addressed = claims.email === undefined && more ? more : claims;
  const named = !hasName(claims) && more ? more : claims;
  const { given_name: first, family_name: last, name: whole } = named;
  return {
    subject: claims.sub,
    ...readAddress(addressed.email, addressed.email_verified === true),
    ...readNames({ first, last, whole }),
  };
}
