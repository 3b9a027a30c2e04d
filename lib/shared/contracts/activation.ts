import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Text } from '@/lib/shared/fields';

export const usersActivation = {
  name: 'users-activation',
  method: 'POST',
  path: '/api/users/activation/',
  who: 'any',
  summary: 'Activate an account with the link that was sent',
  body: { uid: Text, token: Text },
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: [400, 403],
  writesCookies: false,
} as const satisfies Contract;

export const usersResendActivation = {
  ...usersActivation,
  name: 'users-resend-activation',
  path: '/api/users/resend_activation/',
  summary: 'Send the activation link again, if an account waits for it',
  body: { email: Email },
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
  errors: [400],
} as const satisfies Contract;
