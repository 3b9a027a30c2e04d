import { sign } from 'node:crypto';
import {
  type Attack,
  type Json,
  mac,
  part,
  signed,
  spellingsOfKey,
  strange,
} from '@/tests/support/attacks/forge';
import type { TestPair } from '@/tests/support/key-pairs';

const hashOf = ({ alg }: Pick<TestPair, 'alg'>) => (alg === 'ES256' ? 'sha256' : null);

/** Signatures that careless verifiers have accepted for any content. */
const EMPTY_SIGNATURES: Record<string, Buffer> = {
  zeros: Buffer.alloc(64),
  ones: Buffer.alloc(64, 0xff),
  'the neutral point': Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]),
};

/**
 * Returns tokens that take one key of the app for another: as a secret, by name, or by algorithm.
 */
export function pairConfusions(
  header: Json,
  claims: Json,
  secret: string,
  pairs: readonly TestPair[],
): Attack[] {
  return pairs.flatMap((pair, at) => {
    const others = pairs.filter((other) => other !== pair);
    return [
      ...asSecret(`pair ${at}`, header, claims, pair),
      ...underItsName(`pair ${at}`, header, claims, pair, secret),
      ...others.flatMap((other) => swapped(`pair ${at}`, header, claims, pair, other)),
    ];
  });
}

/**
 * Returns tokens with the public key as an HMAC secret, under its own name, the token's, and none.
 */
function asSecret(name: string, header: Json, claims: Json, { kid, publicKey }: TestPair) {
  return spellingsOfKey(publicKey).flatMap((key, at) =>
    [kid, header.kid, undefined].flatMap((named): Attack[] =>
      ['HS256', header.alg].map((alg) => [
        `${name} as secret ${at}, alg ${alg}, kid ${named}`,
        mac({ ...header, alg, kid: named }, claims, key),
      ]),
    ),
  );
}

/** Returns tokens with the pair's name that the pair did not sign. */
function underItsName(
  name: string,
  header: Json,
  claims: Json,
  { alg, kid }: TestPair,
  secret: string,
): Attack[] {
  const stranger = (alg === 'ES256' ? strange.ec : strange.ed).privateKey;
  const claimed = { ...header, alg, kid };
  const text = `${part(claimed)}.${part(claims)}`;
  const der = sign(hashOf({ alg }), Buffer.from(text), stranger).toString('base64url');
  return [
    ...['HS256', alg, 'none'].map(
      (said): Attack => [
        `the right secret under the name of ${name}, alg ${said}`,
        mac({ ...claimed, alg: said }, claims, secret),
      ],
    ),
    [`a stranger under the name of ${name}`, signed(claimed, claims, stranger, hashOf({ alg }))],
    [`a stranger in DER under the name of ${name}`, `${text}.${der}`],
    ...Object.entries(EMPTY_SIGNATURES).map(
      ([what, bytes]): Attack => [
        `${what} under the name of ${name}`,
        `${text}.${bytes.toString('base64url')}`,
      ],
    ),
  ];
}

/** Returns good signatures of one pair, under the name of another or of another kind. */
function swapped(
  name: string,
  header: Json,
  claims: Json,
  { alg, kid, privateKey }: TestPair,
  other: TestPair,
): Attack[] {
  const says = [
    { alg, kid: other.kid },
    { alg: other.alg, kid: other.kid },
    { alg: other.alg, kid },
    { alg: 'HS256', kid },
    { alg: alg === 'EdDSA' ? 'Ed25519' : 'ES256K', kid },
  ];
  return says.map((said) => [
    `${name} as ${said.alg}, kid ${said.kid}`,
    signed({ ...header, ...said }, claims, privateKey, hashOf({ alg })),
  ]);
}
