import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import type { CallBounds, Clock, ExchangeBounds } from '@/lib/server/oauth/call-bounds';
import { Claims, type TokenClaims, verifyIdToken } from '@/lib/server/oauth/id-token';
import { createKeys } from '@/lib/server/oauth/keys';
import { authorizationUrl, exchangeCode, type SecretPlace } from '@/lib/server/oauth/oauth-client';
import { isTrue, readAddress, readNames } from '@/lib/server/oauth/person';
import {
  type Answer,
  type Attempt,
  type Profile,
  type Provider,
  ProviderError,
  refused,
} from '@/lib/server/oauth/provider';
import type { Source } from '@/lib/server/oauth/source';

/** The addresses of an OpenID provider, and the facts of its metadata. */
export interface OpenIdEndpoints {
  /** Its issuer as it spells itself, which its tokens and callbacks must repeat to the letter. */
  readonly issuer?: string;
  readonly authorization: string;
  readonly token: string;
  readonly keys: string;
  /** The address of its user info, for what the ID token leaves out, if there is one. */
  readonly userInfo?: string;
  readonly secretIn?: SecretPlace;
  /** True if its callbacks always name the issuer (RFC 9207). */
  readonly namesIssuer?: boolean;
  /** The algorithms of its ID tokens, if it says so: then no others. */
  readonly algorithms?: readonly string[];
}

/** An OpenID provider as data: its addresses, our registration and the rules for its tokens. */
export interface OpenIdProvider extends Clock {
  readonly slug: string;
  readonly label: string;
  readonly answersBy?: Provider['answersBy'];
  readonly clientId: string;
  /** A function where a secret is made for each exchange (Apple). */
  readonly clientSecret: string | (() => Promise<string>);
  readonly scopes: readonly string[];
  /** Further parameters of the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The algorithms of its ID tokens where its metadata names none. */
  readonly algorithms: readonly string[];
  readonly usesPkce: boolean;
  /** False for a provider that makes tokens without the nonce that it was given. */
  readonly echoesNonce: boolean;
  readonly endpoints: () => Promise<OpenIdEndpoints>;
  /** True for the issuer of this provider, which a token (with claims) or a callback (null) names. */
  readonly isIssuer: (iss: string, claims: TokenClaims | null, own: OpenIdEndpoints) => boolean;
  /** Corrects a profile where this provider's claims differ from the standard. */
  readonly adjustProfile?: (profile: Profile, claims: TokenClaims, answer: Answer) => Profile;
}

/** A source that reads profiles from an ID token, and from user info for what that leaves out. */
export function createOpenIdSource(provider: OpenIdProvider): Source {
  const { slug, label, answersBy = 'query', clientId, usesPkce, endpoints, isIssuer } = provider;
  const findKey = createKeys(async () => (await endpoints()).keys, provider);
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
      const own = await endpoints();
      return iss === null ? !own.namesIssuer : isIssuer(iss, null, own);
    },
    async fetchProfile(attempt, answer, bounds) {
      const own = await endpoints();
      const tokens = await exchange(provider, own, attempt, answer, bounds.needed);
      if (!tokens.idToken) throw refused('it answered without an ID token');
      const claims = await verifyIdToken(tokens.idToken, {
        ...provider,
        algorithms: own.algorithms ?? provider.algorithms,
        findKey,
        nonce: attempt.nonce,
        isIssuer: (all) => isIssuer(all.iss, all, own),
      });
      const { accessToken } = tokens;
      const more =
        own.userInfo && !isWhole(claims)
          ? await findUserInfo(own.userInfo, claims, accessToken, bounds)
          : null;
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
  bounds: CallBounds,
) {
  const secret = typeof clientSecret === 'string' ? clientSecret : await clientSecret();
  const client = { id, secret };
  return exchangeCode(attempt, code, { endpoint, client, secretIn, usesPkce, bounds });
}

/** True if user info could add nothing: the ID token has a name, an address, and says if it is confirmed. */
function isWhole(claims: Claims): boolean {
  return claims.email !== undefined && saysIfVerified(claims) && hasName(claims);
}

function saysIfVerified({ email_verified }: Claims): boolean {
  return email_verified !== undefined && email_verified !== null;
}

/**
 * Fetches user info, which a sign-in can do without if the ID token has an address: null if there is no
 * usable answer. That of another subject must not be used (OpenID Connect Core section 5.3.2), and
 * refuses the sign-in in any case.
 */
async function findUserInfo(
  address: string,
  { sub, email }: Claims,
  accessToken: string,
  { needed, optional }: ExchangeBounds,
): Promise<Claims | null> {
  const isNeeded = email === undefined;
  const reply = await fetchJson(address, isNeeded ? needed : optional, { accessToken }).catch(
    (error: unknown) => {
      if (isNeeded || !(error instanceof ProviderError)) throw error;
      return null;
    },
  );
  if (isAboutAnother(reply, sub)) throw refused('its user info is about another account');
  const info = Claims.safeParse(reply);
  if (!info.success && isNeeded) throw refused('its user info cannot be read');
  return info.data ?? null;
}

/** True if a reply names a subject, and not this one. A number is none of the standard, and still names. */
function isAboutAnother(reply: unknown, sub: string): boolean {
  const about = z.object({ sub: z.union([z.string(), z.number()]) }).safeParse(reply);
  return about.success && String(about.data.sub) !== sub;
}

function readClaimedNames({ given_name, family_name, name }: Claims) {
  return readNames({ first: given_name, last: family_name, whole: name });
}

function hasName(claims: Claims): boolean {
  const { firstName, lastName } = readClaimedNames(claims);
  return Boolean(firstName || lastName);
}

function toProfile(claims: TokenClaims, more: Claims | null): Profile {
  const replies = more ? [claims, more] : [claims];
  const named = replies.find(hasName);
  const logins = replies.flatMap(({ nickname, preferred_username }) => [
    nickname,
    preferred_username,
  ]);
  return {
    subject: claims.sub,
    ...readClaimedAddress(claims, more),
    ...(named ? readClaimedNames(named) : readNames({ login: logins.find(Boolean) })),
  };
}

/** An address and its confirmation: both of one reply, or of two that name the same address. */
function readClaimedAddress(claims: Claims, more: Claims | null) {
  const addressed = claims.email === undefined && more ? more : claims;
  const own = readAddress(addressed.email, isTrue(addressed.email_verified));
  if (saysIfVerified(addressed) || !more) return own;
  const other = readAddress(more.email, isTrue(more.email_verified));
  return own.email !== null && own.email === other.email ? other : own;
}
