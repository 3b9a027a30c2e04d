import { createHash, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import {
  json,
  type LocalServer,
  type Page,
  startLocalServer,
} from '@/tests/support/social/local-server';
import { makeSigningKey, type SigningKey } from '@/tests/support/social/signing-keys';

/** The parameters of an authorization request, kept until its code is spent. */
interface Grant {
  challenge: string | null;
  nonce: string | null;
  redirectUri: string | null;
  clientId: string | null;
}

/** A provider on this machine that follows the standard unless a test changes it. */
export interface FakeProvider extends LocalServer {
  clientId: string;
  /** True for the secret that the token request must bring. */
  isSecret: (secret: string) => boolean | Promise<boolean>;
  key: SigningKey;
  accessToken: string;
  issuer: string;
  /** The claims of its ID tokens beside the usual ones; null: it makes no ID tokens. */
  claims: JWTPayload | null;
  /** Changes to the header of its ID tokens. */
  header: Record<string, unknown>;
  echoesNonce: boolean;
  /** Changes to what it says of itself. */
  metadata: Record<string, unknown>;
  /** Returns the code for an authorization request that the user has agreed to. */
  grant(authorization: URL): string;
  /** A page for requests with the access token. */
  forBearer(value: unknown): Page;
}

/** Starts a fake provider that dates its ID tokens by `now`. */
export async function startFakeProvider(now: () => Date): Promise<FakeProvider> {
  const grants = new Map<string, Grant>();
  const local = await startLocalServer();
  const fake: FakeProvider = Object.assign(local, {
    clientId: 'our-app',
    isSecret: (secret: string) => secret === 'our secret/+:%',
    key: await makeSigningKey('first'),
    accessToken: 'access-token-of-a-person',
    issuer: local.url,
    claims: {},
    header: {},
    echoesNonce: true,
    metadata: {},
    grant(authorization: URL) {
      const code = randomUUID();
      const asked = (name: string) => authorization.searchParams.get(name);
      grants.set(code, {
        challenge: asked('code_challenge'),
        nonce: asked('nonce'),
        redirectUri: asked('redirect_uri'),
        clientId: asked('client_id'),
      });
      return code;
    },
    forBearer:
      (value: unknown): Page =>
      (response, arrival) => {
        const isBearer = arrival.headers.authorization === `Bearer ${fake.accessToken}`;
        const answer = isBearer ? json(value) : json({ error: 'invalid_token' }, 401);
        return answer(response, arrival);
      },
  });
  fake.pages = {
    '/token': async (response, arrival) => {
      const form = new URLSearchParams(arrival.body);
      const grant = grants.get(form.get('code') ?? '');
      grants.delete(form.get('code') ?? '');
      const problem = await findProblem(fake, form, arrival.headers.authorization, grant);
      const answer = problem ? json({ error: problem }, 400) : json(await tokens(fake, grant, now));
      answer(response, arrival);
    },
    '/keys': (response, arrival) => json({ keys: [fake.key.jwk] })(response, arrival),
    '/.well-known/openid-configuration': (response, arrival) =>
      json(metadata(fake))(response, arrival),
  };
  return fake;
}

async function findProblem(
  fake: FakeProvider,
  form: URLSearchParams,
  authorization: string | undefined,
  grant: Grant | undefined,
): Promise<string | null> {
  const [id, secret] = authorization ? readBasic(authorization) : readForm(form);
  if (id !== fake.clientId || !(await fake.isSecret(secret))) return 'invalid_client';
  if (form.get('grant_type') !== 'authorization_code') return 'unsupported_grant_type';
  if (!grant || form.get('redirect_uri') !== grant.redirectUri) return 'invalid_grant';
  const verifier = form.get('code_verifier');
  const challenge = verifier && createHash('sha256').update(verifier).digest('base64url');
  return challenge === grant.challenge ? null : 'invalid_grant';
}

const readForm = (form: URLSearchParams): [string, string] => [
  form.get('client_id') ?? '',
  form.get('client_secret') ?? '',
];

/** RFC 6749 section 2.3.1. */
function readBasic(authorization: string): [string, string] {
  const credentials = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  const [id = '', secret = ''] = credentials.split(':');
  const decode = (text: string) => new URLSearchParams(`text=${text}`).get('text') ?? '';
  return [decode(id), decode(secret)];
}

async function tokens(fake: FakeProvider, grant: Grant | undefined, now: () => Date) {
  const issuedAt = Math.floor(now().getTime() / 1000);
  const usual = {
    iss: fake.issuer,
    aud: grant?.clientId ?? '',
    iat: issuedAt,
    exp: issuedAt + 300,
    ...(fake.echoesNonce && grant?.nonce && { nonce: grant.nonce }),
  };
  return {
    access_token: fake.accessToken,
    token_type: 'Bearer',
    expires_in: 300,
    ...(fake.claims && {
      id_token: await fake.key.sign({ ...usual, ...fake.claims }, fake.header),
    }),
  };
}

function metadata({ issuer, url, metadata: changes }: FakeProvider) {
  return {
    issuer,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    userinfo_endpoint: `${url}/userinfo`,
    ...changes,
  };
}
