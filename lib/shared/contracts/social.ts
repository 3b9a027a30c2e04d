import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Text } from '@/lib/shared/fields';
import { strip } from '@/lib/shared/identifiers';

/** Left out for browsers, which get their tokens in cookies. */
const Token = z.optional(z.string());

/** A parameter that may be left out; an empty one counts as left out, as in social-core. */
export const Parameter = z.optional(
  z.pipe(
    z.transform((value: unknown) => (isEmpty(value) ? undefined : value)),
    z.optional(Text),
  ),
);

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && strip(value) === '');
}

/** The answer that a provider sends back with the browser; Djoser's messages tell if one is missing. */
const callback = {
  state: Parameter,
  code: Parameter,
  /** The provider's issuer (RFC 9207). */
  iss: Parameter,
  /** The person's name as Apple tells it, once. */
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
    'Begin a sign-in: the address at the provider to send the browser to, which comes back to `redirect_uri`, with `next` within the state',
  body: null,
  query: { redirect_uri: Parameter, next: Parameter },
  cookies: ['device'],
  response: z.object({ authorization_url: z.string() }),
  success: 200,
  addressLimit: 'social',
  errors: ['invalid_fields', 'redirect_refused', 'provider_unreachable', 'provider_not_supported'],
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
  cookies: ['device', 'refresh', 'access'],
  response: SocialSignIn,
  success: 201,
  addressLimit: 'social',
  limits: ['mail-recipient'],
  errors: [
    'invalid_fields',
    'state_missing',
    'code_missing',
    'state_unknown',
    'state_not_valid',
    'provider_canceled',
    'provider_unreachable',
    'provider_failed',
    'account_not_active',
    'account_awaits_activation',
    'address_reserved',
    'identity_taken',
    'signed_out_meanwhile',
    'confirm_email',
    'name_email',
    'provider_not_supported',
  ],
  writesCookies: true,
} as const satisfies Contract;

export const socialReturn = {
  name: 'social-return',
  method: 'POST',
  path: '/api/o/{provider}/return/',
  who: 'any',
  summary:
    'Take the answer that a provider has the browser post, and send the browser on to the page that completes the sign-in',
  body: callback,
  response: null,
  success: 303,
  errors: ['not_found'],
  isCrossSite: true,
  writesCookies: false,
} as const satisfies Contract;
