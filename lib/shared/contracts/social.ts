import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Text } from '@/lib/shared/fields';
import { strip } from '@/lib/shared/identifiers';

/** Left out for browsers, like everywhere. */
const Token = z.optional(z.string());

/** A parameter that may be left out; an empty one counts as left out, as in social-core. */
export const Parameter = z.pipe(
  z.transform((value: unknown) => (isEmpty(value) ? undefined : value)),
  z.optional(Text),
);

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && strip(value) === '');
}

/** What a provider sends back with the browser; what is missing is told by Djoser's messages. */
const callback = {
  state: Parameter,
  code: Parameter,
  /** The provider's issuer (RFC 9207). */
  iss: Parameter,
  /** Apple tells a person's name here, once. */
  user: Parameter,
  error: Parameter,
};

/** The token pair, and the address of the account that was signed in to. */
export const SocialSignIn = z.object({ access: Token, refresh: Token, user: z.string() });

export const socialStart = {
  name: 'social-start',
  method: 'GET',
  path: '/api/o/{provider}/',
  who: 'any',
  summary:
    'Where to send the browser to sign in there, and back to `redirect_uri`; `next` comes back within the state',
  body: null,
  query: { redirect_uri: Parameter, next: Parameter },
  response: z.object({ authorization_url: z.string() }),
  success: 200,
  addressLimit: 'social',
  errors: [400, 404],
  writesCookies: true,
} as const satisfies Contract;

export const socialComplete = {
  name: 'social-complete',
  method: 'POST',
  path: '/api/o/{provider}/',
  who: 'any',
  summary: 'Sign in, or link, with what the provider sent back; in the query or the body',
  body: callback,
  query: callback,
  response: SocialSignIn,
  success: 201,
  addressLimit: 'social',
  errors: [400, 404],
  writesCookies: true,
} as const satisfies Contract;
