import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Text } from '@/lib/shared/fields';

export const usersActivation = {
  name: 'users-activation',
  method: 'POST',
  path: '/api/users/activation/',
  who: 'any',
  summary:
    'Activate an account with the link that was sent; signs in the page of this site that asked for it',
  body: { uid: Text, token: Text },
  cookies: ['begun', 'device', 'refresh', 'access'],
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: ['invalid_fields', 'link_not_valid', 'link_stale'],
  writesCookies: 'own-pages',
} as const satisfies Contract;

export const usersResendActivation = {
  name: 'users-resend-activation',
  method: 'POST',
  path: '/api/users/resend_activation/',
  who: 'any',
  summary: 'Send the activation link again, if an account waits for it',
  body: { email: Email },
  cookies: ['begun'],
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
  errors: ['invalid_fields', 'activation_mails_off'],
  writesCookies: 'own-pages',
} as const satisfies Contract;
