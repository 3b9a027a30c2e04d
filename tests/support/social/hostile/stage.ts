import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** The registration of our app at the hostile provider. */
export const CLIENT = { id: 'our-app', secret: 'a-secret-of-our-app-at-the-provider' } as const;

/** The address of an account with us, which no answer may sign in. */
export const VICTIM = 'victim@example.com';

/** The endpoints of a provider; the last one is GitHub's alone. */
export type Endpoint = 'discovery' | 'jwks' | 'token' | 'userinfo' | 'emails';

/** The attacked kinds: any OpenID provider, one with fixed addresses, one without ID tokens. */
export type Target = 'oidc' | 'google' | 'github';

export type Json = Record<string, unknown>;

/** The values that an answer may use. */
export interface Stage {
  /** The issuer that we are configured with. */
  issuer: string;
  /** The nonce of the attempt, known at the token endpoint: our code is the nonce. */
  nonce: string;
  /** An address that must not be asked for anything. */
  canary: string;
}

/** Answers one request. */
export type Reply = (response: ServerResponse, stage: Stage) => unknown;

/**
 * The expected end of a sign-in. `refused`: it fails. `unconfirmed`: it may succeed, with no address
 * that counts as verified. `another user`: it may succeed, but never with the victim's address as
 * verified.
 */
type Expected = 'refused' | 'unconfirmed' | 'another user';

/** One way in which a provider lies or fails. Requests that it does not name are answered honestly. */
export interface HostileCase {
  name: string;
  expected: Expected;
  targets: readonly Target[];
  /** True if only a deadline ends it. */
  isSlow?: true;
  replies: Partial<Record<Endpoint, Reply>>;
}

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The keys that it publishes, and one that it does not. */
export const keys = {
  rsa: rsa(),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  strange: rsa(),
};

/** A public key as its key set shows it. */
export function publicJwk(key: KeyObject, more: Json = {}): Json {
  return { ...key.export({ format: 'jwk' }), use: 'sig', ...more };
}

/** Base64url of text, or of JSON. */
export function part(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

/** A token of this header and these claims (text is taken as it is), signed with an RSA key. */
export function signRsa(header: Json, claims: unknown, key = keys.rsa.privateKey): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** A token of this header and these claims, signed with a shared secret. */
export function signHmac(header: Json, claims: unknown, secret: string | Buffer): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

export const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'rsa' };

/** The claims of an ID token in which nothing is wrong. */
export function honestClaims({ issuer, nonce }: Stage): Json {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: CLIENT.id,
    sub: '4711',
    iat: now,
    exp: now + 300,
    nonce,
    email: VICTIM,
    email_verified: true,
    given_name: 'Vic',
    family_name: 'Tim',
  };
}

/** Sends JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** A token reply with this ID token, or with none. */
export function tokenReply(make: (stage: Stage) => unknown): Reply {
  return (response, stage) =>
    sendJson(response, {
      access_token: 'access-token',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: make(stage),
    });
}
