import * as z from 'zod/mini';
import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Parameter, SocialSignIn } from '@/lib/shared/contracts/social';
import { Text } from '@/lib/shared/fields';

/** A linked account, which its owner may sign in with. */
export const IdentityItem = z.object({
  id: z.int(),
  provider: z.string(),
  /** The provider's name in people's words. */
  label: z.string(),
  /** The address there, as the provider last gave it. */
  email: z.nullable(z.string()),
  created_at: z.string(),
  last_used_at: z.nullable(z.string()),
});
export type IdentityItem = z.infer<typeof IdentityItem>;

export const identitiesList = {
  name: 'identities-list',
  method: 'GET',
  path: '/api/identities/',
  who: 'auth',
  summary: 'The caller’s linked accounts',
  body: null,
  response: z.array(IdentityItem),
  success: 200,
  errors: ['not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const identitiesLink = {
  name: 'identities-link',
  method: 'POST',
  path: '/api/identities/',
  who: 'auth',
  summary:
    'Begin to link an account: the address at the provider to send the browser to; needs a recent sign-in',
  body: { provider: Text, redirect_uri: Parameter, next: Parameter },
  cookies: ['device'],
  response: z.object({ authorization_url: z.string() }),
  success: 200,
  addressLimit: 'social',
  errors: [
    'invalid_fields',
    'redirect_refused',
    'provider_unreachable',
    'not_authenticated',
    'recent_sign_in_required',
    'provider_not_supported',
  ],
  writesCookies: true,
} as const satisfies Contract;

export const identitiesUnlink = {
  name: 'identities-unlink',
  method: 'DELETE',
  path: '/api/identities/{id}/',
  who: 'auth',
  summary: 'Unlink an account, unless it is the last way to sign in; needs a recent sign-in',
  body: null,
  response: null,
  success: 204,
  errors: ['last_way_in', 'not_authenticated', 'recent_sign_in_required', 'not_found'],
  writesCookies: false,
} as const satisfies Contract;

export const identitiesClaim = {
  name: 'identities-claim',
  method: 'POST',
  path: '/api/identities/claim/',
  who: 'any',
  summary: 'Name the address of a pending identity whose provider gave none; a link goes there',
  body: { email: Email },
  cookies: ['device'],
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
  errors: ['invalid_fields', 'nothing_to_confirm'],
  writesCookies: false,
} as const satisfies Contract;

export const identitiesConfirm = {
  name: 'identities-confirm',
  method: 'POST',
  path: '/api/identities/confirm/',
  who: 'any',
  summary: 'Confirm the address of a pending identity with the link that was sent; signs in',
  body: { claim: Text, token: Text },
  cookies: ['device', 'refresh', 'access'],
  response: SocialSignIn,
  success: 201,
  addressLimit: 'social',
  errors: ['invalid_fields', 'link_not_valid', 'other_browser', 'account_not_active'],
  writesCookies: true,
} as const satisfies Contract;
