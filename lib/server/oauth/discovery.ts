import { isIP } from 'node:net';
import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import type { OpenIdEndpoints } from '@/lib/server/oauth/open-id';
import { refused } from '@/lib/server/oauth/provider';
import { isLoopback } from '@/lib/shared/loopback';
import { HOUR_SECONDS, toMs } from '@/lib/shared/time';

const KEPT_MS = toMs(HOUR_SECONDS);

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/**
 * Returns a function for the metadata of an OpenID provider (OpenID Connect Discovery section 4):
 * fetched when first needed and kept for an hour. A failure is not kept.
 */
export function createDiscovery(issuer: string, now: () => Date): () => Promise<OpenIdEndpoints> {
  let kept: { endpoints: OpenIdEndpoints; loadedAt: number } | null = null;
  let loading: Promise<OpenIdEndpoints> | null = null;

  async function load(): Promise<OpenIdEndpoints> {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const endpoints = readMetadata(await fetchJson(address), issuer);
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
  if (metadata.issuer !== issuer) throw refused('its configuration is of another issuer');
  const { userinfo_endpoint: userInfo } = metadata;
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
    secretIn: methods.includes('client_secret_basic') ? 'header' : 'body',
    namesIssuer: metadata.authorization_response_iss_parameter_supported ?? false,
  };
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
