import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';

/** A public key as RFC 7517 writes it. */
const PublicKey = z.object({
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  y: z.optional(z.string()),
  kid: z.string(),
  alg: z.enum(['EdDSA', 'ES256']),
  use: z.literal('sig'),
});
export type PublicKey = z.output<typeof PublicKey>;

/**
 * It lies outside `/api/`, at the well-known path where libraries look for it (RFC 8615). Caches may keep it
 * for five minutes: until then others miss a new key, and trust a withdrawn one. CORS allows `*`: public keys
 * are the same for all who ask.
 */
export const wellKnownJwks = {
  name: 'well-known-jwks',
  method: 'GET',
  path: '/.well-known/jwks.json',
  who: 'any',
  summary: 'The public keys that verify access tokens; none where a secret signs them',
  body: null,
  response: z.object({ keys: z.array(PublicKey) }),
  success: 200,
  errors: [],
  writesCookies: false,
} as const satisfies Contract;
