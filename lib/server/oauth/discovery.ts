import { isIP } from 'node:net';
import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import { boundsOfCall, type Clock } from '@/lib/server/oauth/call-bounds';
import type { OpenIdEndpoints } from '@/lib/server/oauth/open-id';
import { isTrue } from '@/lib/server/oauth/person';
import { refused } from '@/lib/server/oauth/provider';
import { isLoopback } from '@/lib/shared/loopback';
import { HOUR_SECONDS, toMs } from '@/lib/shared/time';

const KEPT_MS = toMs(HOUR_SECONDS);

/** The most characters of a foreign issuer that a log shows. */
const MAX_SHOWN = 200;

/** The algorithms that an ID token may have: each signs with a key of which only one half is public. */
const SIGNATURES = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().nullish(),
  token_endpoint_auth_methods_supported: z.array(z.string()).nullish(),
  id_token_signing_alg_values_supported: z.array(z.string()).nullish(),
  authorization_response_iss_parameter_supported: z.unknown().optional(),
});

/**
 * Returns a function for the metadata of an OpenID provider (OpenID Connect Discovery section 4):
 * fetched when first needed and kept for an hour. A failure is not kept.
 */
export function createDiscovery(
  issuer: string,
  { now, deadlineIn }: Clock,
): () => Promise<OpenIdEndpoints> {
  let kept: { endpoints: OpenIdEndpoints; loadedAt: number } | null = null;
  let loading: Promise<OpenIdEndpoints> | null = null;

  async function load(): Promise<OpenIdEndpoints> {
    const address = `${withoutSlash(issuer)}/.well-known/openid-configuration`;
    const endpoints = readMetadata(await fetchJson(address, boundsOfCall(deadlineIn)), issuer);
    kept = { endpoints, loadedAt: now().getTime() };
    return endpoints;
  }

  return async () => {
    if (kept && now().getTime() - kept.loadedAt < KEPT_MS) return kept.endpoints;
    // Concurrent callers share one request.
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  };
}

function readMetadata(reply: unknown, issuer: string): OpenIdEndpoints {
  const parsed = Metadata.safeParse(reply);
  if (!parsed.success) throw refused('its configuration cannot be read');
  const metadata = parsed.data;
  if (withoutSlash(metadata.issuer) !== withoutSlash(issuer)) {
    throw refused('its configuration is of another issuer', differentIssuers(issuer, metadata));
  }
  const userInfo = metadata.userinfo_endpoint ?? undefined;
  const algorithms = readAlgorithms(metadata.id_token_signing_alg_values_supported);
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const endpoints = {
    authorization: metadata.authorization_endpoint,
    token: metadata.token_endpoint,
    keys: metadata.jwks_uri,
    ...(userInfo !== undefined && { userInfo }),
  };
  if (!Object.values(endpoints).every((address) => isSafe(address, issuer))) {
    throw refused('its configuration names an address that is not safe');
  }
  return {
    ...endpoints,
    issuer: metadata.issuer,
    ...(algorithms && { algorithms }),
    secretIn: methods.includes('client_secret_basic') ? 'header' : 'body',
    namesIssuer: isTrue(metadata.authorization_response_iss_parameter_supported),
  };
}

/** An issuer without its final slash: settings and metadata may differ in that, and in nothing else. */
function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

/** The cause of a refusal, for the log: both spellings. */
function differentIssuers(issuer: string, metadata: { issuer: string }): Error {
  const announced = JSON.stringify(metadata.issuer.slice(0, MAX_SHOWN));
  return new Error(`the settings name the issuer ${JSON.stringify(issuer)}, it names ${announced}`);
}

/** The algorithms that we accept of those that metadata names; null if it names none. */
function readAlgorithms(announced: readonly string[] | null | undefined): string[] | null {
  if (!announced || announced.length === 0) return null;
  const accepted = SIGNATURES.filter((alg) => announced.includes(alg));
  if (accepted.length === 0) throw refused('its ID tokens are signed in no way that we accept');
  // Two names of the same: RFC 9864 gave the algorithm one that says which curve it is for.
  const isEdwards = accepted.includes('EdDSA') || accepted.includes('Ed25519');
  return isEdwards ? [...new Set([...accepted, 'EdDSA', 'Ed25519'])] : accepted;
}

/**
 * True for https: a name that leads into our own network finds no server with a certificate for it.
 * Bare IP addresses and this machine are safe only for an issuer at the same host.
 */
function isSafe(address: string, issuer: string): boolean {
  if (!URL.canParse(address)) return false;
  const [{ protocol, hostname, username, password }, own] = [new URL(address), new URL(issuer)];
  if (username || password) return false;
  const isLocal = isLoopback(hostname);
  if (isLocal || isIP(hostname.replace(/^\[|\]$/g, ''))) {
    return (
      hostname === own.hostname && (protocol === 'https:' || (isLocal && protocol === 'http:'))
    );
  }
  return protocol === 'https:';
}
