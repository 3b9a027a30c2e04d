import type { KeyObject } from 'node:crypto';
import { confusions } from './algorithms';
import { claimTypes } from './claim-types';
import type { Attack, Json } from './forge';
import { headers } from './headers';
import { spellings } from './spellings';

const decode = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString()) as Json;

/**
 * More than 300 tokens that are like `token`, and none of them good. `secret` is one that the app
 * accepts, `published` are public keys of its own.
 */
export function attackTokens(
  token: string,
  secret: string,
  published: readonly KeyObject[] = [],
): Attack[] {
  const [head, body] = token.split('.');
  const [header, claims] = [decode(head), decode(body)];
  const all = [
    ...confusions(header, claims, secret, published),
    ...headers(header, claims, secret),
    ...claimTypes(header, claims, secret),
    ...spellings(token, header, claims, secret),
  ].filter(([, forged]) => forged !== token);
  return [...new Map(all.map((attack) => [attack[1], attack])).values()];
}
