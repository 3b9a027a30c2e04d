import type { KeyObject } from 'node:crypto';
import {
  type Attack,
  type Json,
  mac,
  part,
  signed,
  spellingsOfKey,
  strange,
} from '@/tests/support/attacks/forge';

const { rsa, ec, ed } = strange;

const nones = Array.from({ length: 16 }, (_, bits) =>
  [...'none'].map((c, at) => (bits & (1 << at) ? c.toUpperCase() : c)).join(''),
);
const algs = ['hs256', 'HS256 ', 'HS384', 'HS512', 'RS256', 'ES256', 'EdDSA', 'PS256', 'dir', ''];

/** Returns tokens of another algorithm, of another key, or without any. */
export function confusions(
  header: Json,
  claims: Json,
  secret: string,
  published: readonly KeyObject[],
): Attack[] {
  const keys = [...published, ...[rsa, ec, ed].map(({ publicKey }) => publicKey)];
  const shapes = keys.flatMap(spellingsOfKey);
  return [
    ...shapes.map(
      (key, at) =>
        [`public key ${at} as HMAC secret`, mac({ ...header, alg: 'HS256' }, claims, key)] as const,
    ),
    ...nones.flatMap((alg): Attack[] => [
      [`alg ${alg}, unsigned`, `${part({ ...header, alg })}.${part(claims)}.`],
      [`alg ${alg}, with a signature`, mac({ ...header, alg }, claims, 'x')],
    ]),
    ...algs
      .filter((alg) => alg !== header.alg)
      .map((alg) => [`alg ${alg} over HMAC`, mac({ ...header, alg }, claims, secret)] as const),
    ...[null, 1, ['HS256'], { alg: 'HS256' }, true, undefined].map(
      (alg) => [`alg ${JSON.stringify(alg)}`, mac({ ...header, alg }, claims, secret)] as const,
    ),
    ['HS512 with the right secret', mac({ ...header, alg: 'HS512' }, claims, secret, 'sha512')],
    ['HS384 with the right secret', mac({ ...header, alg: 'HS384' }, claims, secret, 'sha384')],
    ['RS256 by a stranger', signed({ ...header, alg: 'RS256' }, claims, rsa.privateKey, 'sha256')],
    ['ES256 by a stranger', signed({ ...header, alg: 'ES256' }, claims, ec.privateKey, 'sha256')],
    ['EdDSA by a stranger', signed({ ...header, alg: 'EdDSA' }, claims, ed.privateKey, null)],
    ['Ed25519 by a stranger', signed({ ...header, alg: 'Ed25519' }, claims, ed.privateKey, null)],
    ['ES256 of zeros', `${part({ ...header, alg: 'ES256' })}.${part(claims)}.${'A'.repeat(86)}`],
    ['EdDSA of zeros', `${part({ ...header, alg: 'EdDSA' })}.${part(claims)}.${'A'.repeat(86)}`],
    ...['', '\0', 'secret', 'undefined', 'null', secret.toUpperCase(), `${secret} `].map(
      (key) => [`secret ${JSON.stringify(key)}`, mac(header, claims, key)] as const,
    ),
  ];
}
