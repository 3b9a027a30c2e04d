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
import { type Attempt, ProviderError, refused, unreachable } from '@/lib/server/oauth/provider';
import { runWithFetch } from '@/lib/server/oauth/scoped-fetch';

/** Our registration at a provider. */
export interface Client {
  readonly id: string;
  readonly secret: string;
}

/** Where the secret travels: RFC 6749 section 2.3.1 wants the header, most providers the body. */
export type SecretPlace = 'header' | 'body';

interface AuthorizationRequest {
  endpoint: string;
  clientId: string;
  scopes: readonly string[];
  usesPkce: boolean;
  /** Further parameters, like the nonce. */
  parameters?: Readonly<Record<string, string>>;
}

/** The address at which a provider asks the person, and from which it sends them back. */
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
  signal: AbortSignal;
}

// A token goes into a header, so it may have no other characters (RFC 6750 section 2.1).
const Tokens = z.object({
  error: z.undefined().optional(),
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  id_token: z.string().optional(),
});

/** What a code is worth. */
export interface TokenReply {
  accessToken: string;
  idToken: string | null;
}

/** Exchanges a code for tokens. Rejects with a `ProviderError`. */
export async function exchangeCode(
  { codeVerifier, redirectUri }: Attempt,
  code: string,
  { endpoint, client, secretIn, usesPkce, signal }: TokenRequest,
): Promise<TokenReply> {
  const secret = secretIn === 'body' ? client.secret : null;
  const send = async (request: Request) => {
    const init = await addSecret(request, secret);
    const { text, status } = await fetchBounded(request.url, init, signal);
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
    throw judge(error);
  });
  const tokens = Tokens.safeParse(data);
  if (!tokens.success) throw judgeTokens(data);
  return { accessToken: tokens.data.access_token, idToken: tokens.data.id_token ?? null };
}

/** Arctic has no way to put a secret into the body of a request. */
async function addSecret(request: Request, secret: string | null): Promise<RequestInit> {
  const body = new URLSearchParams(await request.text());
  if (secret !== null) body.set('client_secret', secret);
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('user-agent', USER_AGENT);
  return { method: 'POST', headers, body: body.toString() };
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they become Basic credentials. */
function formEncode(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}

function judge(error: unknown): unknown {
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

/** GitHub answers 200 even to a code that is worth nothing. */
function judgeTokens(data: object): ProviderError {
  const code = 'error' in data ? data.error : undefined;
  return refused(typeof code === 'string' ? errorText(code) : 'it answered without a token');
}

/** Error codes of OAuth are words with underscores; anything else is not repeated. */
function errorText(code: string): string {
  return /^[a-z_]{1,40}$/.test(code) ? `it answered ${code}` : 'it answered with an error';
}
