import {
  ArcticFetchError,
  CodeChallengeMethod,
  OAuth2Client,
  OAuth2RequestError,
  UnexpectedErrorResponseBodyError,
  UnexpectedResponseError,
} from 'arctic';
import { z } from 'zod';
import { fetchBounded, USER_AGENT } from '@/lib/server/oauth/bounded-fetch';
import type { CallBounds } from '@/lib/server/oauth/call-bounds';
import { type Attempt, ProviderError, refused, unreachable } from '@/lib/server/oauth/provider';
import { runWithFetch } from '@/lib/server/oauth/scoped-fetch';

/** Our registration at a provider. */
export interface Client {
  readonly id: string;
  readonly secret: string;
}

/** The place of the secret: RFC 6749 section 2.3.1 asks for the header, most providers for the body. */
export type SecretPlace = 'header' | 'body';

interface AuthorizationRequest {
  endpoint: string;
  clientId: string;
  scopes: readonly string[];
  usesPkce: boolean;
  /** Further parameters, like the nonce. */
  parameters?: Readonly<Record<string, string>>;
}

/** Returns the address at which a provider asks the user, and from which it sends them back. */
export function authorizationUrl(
  { state, codeVerifier, redirectUri }: Attempt,
  { endpoint, clientId, scopes, usesPkce, parameters = {} }: AuthorizationRequest,
): URL {
  const client = new OAuth2Client(clientId, null, redirectUri);
  const { S256 } = CodeChallengeMethod;
  const url = usesPkce
    ? client.createAuthorizationURLWithPKCE(endpoint, state, S256, codeVerifier, [...scopes])
    : client.createAuthorizationURL(endpoint, state, [...scopes]);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

interface TokenRequest {
  endpoint: string;
  client: Client;
  secretIn: SecretPlace;
  usesPkce: boolean;
  bounds: CallBounds;
}

// A token goes into a header, so it may have no other characters (RFC 6750 section 2.1).
const Tokens = z.object({
  error: z.undefined().optional(),
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  id_token: z.string().optional(),
});

/** The tokens that a code was exchanged for. */
export interface TokenReply {
  accessToken: string;
  idToken: string | null;
}

/** Exchanges a code for tokens. Rejects with a `ProviderError`. */
export async function exchangeCode(
  { codeVerifier, redirectUri }: Attempt,
  code: string,
  { endpoint, client, secretIn, usesPkce, bounds }: TokenRequest,
): Promise<TokenReply> {
  const secret = secretIn === 'body' ? client.secret : null;
  const send = async (request: Request) => {
    const init = await addSecret(request, secret);
    const { text, status } = await fetchBounded(request.url, init, bounds);
    return new Response(text, { status });
  };
  const oauth =
    secretIn === 'body'
      ? new OAuth2Client(client.id, null, redirectUri)
      : new OAuth2Client(formEncode(client.id), formEncode(client.secret), redirectUri);
  const verifier = usesPkce ? codeVerifier : null;
  const { data } = await runWithFetch(send, () =>
    oauth.validateAuthorizationCode(endpoint, code, verifier),
  ).catch((error: unknown) => {
    throw toProviderError(error);
  });
  const tokens = Tokens.safeParse(data);
  if (!tokens.success) throw missingTokens(data);
  return { accessToken: tokens.data.access_token, idToken: tokens.data.id_token ?? null };
}

/** Adds the secret to the body of a request, which Arctic cannot do. */
async function addSecret(request: Request, secret: string | null): Promise<RequestInit> {
  const body = new URLSearchParams(await request.text());
  if (secret !== null) body.set('client_secret', secret);
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('user-agent', USER_AGENT);
  return { method: 'POST', headers, body: body.toString() };
}

/** Form-encodes an id or secret before it becomes Basic credentials (RFC 6749 section 2.3.1). */
function formEncode(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}

function toProviderError(error: unknown): unknown {
  if (error instanceof ArcticFetchError) {
    const { cause } = error;
    return cause instanceof ProviderError ? cause : unreachable('it could not be reached', cause);
  }
  if (error instanceof OAuth2RequestError) return refused(errorText(error.code));
  if (
    error instanceof UnexpectedResponseError ||
    error instanceof UnexpectedErrorResponseBodyError
  ) {
    // A 200 gets here only if its body is no JSON object.
    if (error.status === 200) return unreachable('its answer is no JSON');
    return refused(`it answered ${error.status}`);
  }
  return error;
}

/** The error of a 200 without tokens: GitHub answers 200 even to a code that is not valid. */
function missingTokens(data: object): ProviderError {
  const code = 'error' in data ? data.error : undefined;
  return refused(typeof code === 'string' ? errorText(code) : 'it answered without a token');
}

/**
 * The reason of an error code. OAuth's codes are words with underscores; other text is not
 * repeated.
 */
function errorText(code: string): string {
  return /^[a-z_]{1,40}$/.test(code) ? `it answered ${code}` : 'it answered with an error';
}
