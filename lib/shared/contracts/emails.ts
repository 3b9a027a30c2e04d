import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Password, Text } from '@/lib/shared/fields';

const changes = {
  method: 'POST',
  response: null,
  success: 204,
  errors: [400],
  writesCookies: false,
} as const;

export const usersSetEmail = {
  ...changes,
  name: 'users-set-email',
  path: '/api/users/set_email/',
  who: 'auth',
  summary: 'Ask for another address; it counts once its link was followed',
  body: { new_email: Email, current_password: Password },
  addressLimit: 'mail-address',
  accountLimit: 'email-change',
  limits: ['password-check', 'mail-recipient'],
  errors: [400, 401],
} as const satisfies Contract;

export const usersSetEmailConfirm = {
  ...changes,
  name: 'users-set-email-confirm',
  path: '/api/users/set_email_confirm/',
  who: 'any',
  summary: 'Confirm the new address with the link that was sent there',
  body: { uid: Text, token: Text },
  addressLimit: 'link',
} as const satisfies Contract;

export const usersSetEmailUndo = {
  ...changes,
  name: 'users-set-email-undo',
  path: '/api/users/set_email_undo/',
  who: 'any',
  summary: 'Keep or bring back the old address with the link that was sent there',
  body: { uid: Text, token: Text },
  addressLimit: 'link',
} as const satisfies Contract;

export const usersResetEmail = {
  ...changes,
  name: 'users-reset-email',
  path: '/api/users/reset_email/',
  who: 'any',
  summary: 'Send a link to change the address, if somebody has this one',
  body: { email: Email },
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
} as const satisfies Contract;

export const usersResetEmailConfirm = {
  ...changes,
  name: 'users-reset-email-confirm',
  path: '/api/users/reset_email_confirm/',
  who: 'any',
  summary: 'Change the address with that link',
  body: { uid: Text, token: Text, new_email: Email },
  addressLimit: 'link',
} as const satisfies Contract;
