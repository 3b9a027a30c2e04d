import { sign } from 'node:crypto';
import {
  CLIENT,
  HEADER,
  type HostileCase,
  honestClaims,
  type Json,
  keys,
  part,
  publicJwk,
  type Stage,
  sendJson,
  signHmac,
  signRsa,
  tokenReply,
} from '@/tests/support/social/hostile/stage';
import { SPELLINGS } from '@/tests/support/social/hostile/token-spellings';

const NONES = Array.from({ length: 16 }, (_, bits) =>
  [...'none'].map((c, at) => (bits & (1 << at) ? c.toUpperCase() : c)).join(''),
);
const pem = keys.rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const SECRETS: Record<string, string | Buffer> = {
  'the public key': pem,
  'the public key in one line': pem.trim(),
  'the public key in DER': keys.rsa.publicKey.export({ format: 'der', type: 'spki' }),
  'the public key as JWK': JSON.stringify(publicJwk(keys.rsa.publicKey, { kid: 'rsa' })),
  'the client secret': CLIENT.secret,
  'the client id': CLIENT.id,
  nothing: '',
};
const KIDS = [
  'unknown',
  '',
  '../../../../dev/null',
  "rsa' OR '1'='1",
  'RSA',
  'rsa\0',
  '__proto__',
  0,
  null,
  ['rsa'],
  {},
  'ec',
];
const ALGS = [
  'rs256',
  'RS256 ',
  'RS384',
  'RS512',
  'PS256',
  'ES256',
  'EdDSA',
  'dir',
  '',
  null,
  1,
  {},
];

const strange = keys.strange.privateKey;
const strangeJwk = publicJwk(keys.strange.publicKey, { kid: 'rsa', alg: 'RS256' });

/** Headers that name a key of their own, or ask for another check than ours. */
const HEADERS: Record<string, (stage: Stage) => Json> = {
  'jwk in the header': () => ({ jwk: strangeJwk }),
  'jku in the header': ({ canary }) => ({ jku: `${canary}/jku` }),
  'jku and a new kid': ({ canary }) => ({ jku: `${canary}/jku`, kid: 'new' }),
  'x5u in the header': ({ canary }) => ({ x5u: `${canary}/x5u` }),
  'x5c in the header': () => ({ x5c: [part('certificate')] }),
  'all of them': ({ canary }) => ({ jwk: strangeJwk, jku: canary, x5u: canary, kid: undefined }),
};
const CRITICAL: Record<string, Json> = {
  'an unknown crit': { crit: ['unheard-of'], 'unheard-of': true },
  'an empty crit': { crit: [] },
  'a crit that is absent': { crit: ['exp'] },
  'a crit that is text': { crit: 'b64' },
  'b64: false': { crit: ['b64'], b64: false },
  'b64: true and an unknown crit': { crit: ['b64', 'x'], b64: true, x: 1 },
};

function withToken(name: string, make: (stage: Stage) => unknown, more = {}): HostileCase {
  const replies = { token: tokenReply(make), ...more };
  return { name, expected: 'refused', targets: ['oidc', 'google'], replies };
}

/** ID tokens with correct claims and a signature that is not the provider's. */
export const signatureCases: readonly HostileCase[] = [
  ...NONES.flatMap((alg) => [
    withToken(`alg ${alg}`, (stage) => `${part({ alg })}.${part(honestClaims(stage))}.`),
    withToken(`alg ${alg}, signed`, (stage) => signRsa({ ...HEADER, alg }, honestClaims(stage))),
  ]),
  ...Object.entries(SECRETS).map(([name, secret]) =>
    withToken(`HS256 with ${name}`, (stage) =>
      signHmac({ ...HEADER, alg: 'HS256' }, honestClaims(stage), secret),
    ),
  ),
  ...ALGS.map((alg) =>
    withToken(`alg ${JSON.stringify(alg)} over RS256`, (stage) =>
      signRsa({ ...HEADER, alg }, honestClaims(stage)),
    ),
  ),
  withToken('another key', (stage) => signRsa(HEADER, honestClaims(stage), strange)),
  withToken(
    'no kid, several keys for the algorithm',
    (stage) => signRsa({ alg: 'RS256' }, honestClaims(stage)),
    {
      jwks: (response: Parameters<typeof sendJson>[0]) =>
        sendJson(response, {
          keys: [strangeJwk, { ...publicJwk(keys.rsa.publicKey), kid: 'two', alg: 'RS256' }],
        }),
    },
  ),
  withToken('ES256 in DER', (stage) => {
    const input = `${part({ alg: 'ES256', kid: 'ec' })}.${part(honestClaims(stage))}`;
    const der = sign('sha256', Buffer.from(input), keys.ec.privateKey);
    return `${input}.${der.toString('base64url')}`;
  }),
  ...KIDS.flatMap((kid) => [
    withToken(`kid ${JSON.stringify(kid)} and another key`, (stage) =>
      signRsa({ ...HEADER, kid }, honestClaims(stage), strange),
    ),
  ]),
  ...Object.entries(HEADERS).map(([name, header]) =>
    withToken(name, (stage) =>
      signRsa({ ...HEADER, ...header(stage) }, honestClaims(stage), strange),
    ),
  ),
  ...Object.entries(CRITICAL).map(([name, header]) =>
    withToken(name, (stage) => signRsa({ ...HEADER, ...header }, honestClaims(stage))),
  ),
  ...Object.entries(SPELLINGS).map(([name, spell]) =>
    withToken(`ID token: ${name}`, (stage) => spell(signRsa(HEADER, honestClaims(stage)))),
  ),
];
