import { confusions } from '@/tests/support/attacks/algorithms';
import { claimTypes } from '@/tests/support/attacks/claim-types';
import { type Attack, type Json, mac, type Sign, signed } from '@/tests/support/attacks/forge';
import { headers } from '@/tests/support/attacks/headers';
import { pairConfusions } from '@/tests/support/attacks/pairs';
import { spellings } from '@/tests/support/attacks/spellings';
import type { TestPair } from '@/tests/support/key-pairs';

const decode = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString()) as Json;

/**
 * Returns more than 300 tokens that are like `token`, none of them good. `secret` is one that the
 * app accepts, `pairs` are key pairs of its own; one of them may have signed the token.
 */
export function attackTokens(
  token: string,
  secret: string,
  pairs: readonly TestPair[] = [],
): Attack[] {
  const [head, body] = token.split('.');
  const [header, claims] = [decode(head), decode(body)];
  const own = pairs.find(({ kid }) => kid === header.kid);
  const published = pairs.map(({ publicKey }) => publicKey);
  const all = [
    ...confusions(header, claims, secret, published),
    ...pairConfusions(header, claims, secret, pairs),
    ...headers(header, claims, secret),
    ...claimTypes(header, claims, own ? signerOf(own) : (h, c) => mac(h, c, secret)),
    ...spellings(token, header, claims, secret),
  ].filter(([, forged]) => forged !== token);
  return [...new Map(all.map((attack) => [attack[1], attack])).values()];
}

function signerOf({ alg, privateKey }: TestPair): Sign {
  return (header, claims) => signed(header, claims, privateKey, alg === 'ES256' ? 'sha256' : null);
}
