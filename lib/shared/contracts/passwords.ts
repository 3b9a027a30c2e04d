import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { resetPasswordConfirmFields, setPasswordFields } from '@/lib/shared/switched-fields';

export const usersSetPassword = {
  name: 'users-set-password',
  method: 'POST',
  path: '/api/users/set_password/',
  who: 'auth',
  summary: 'Change the caller’s password; every other session ends',
  body: setPasswordFields,
  response: null,
  success: 204,
  limits: ['password-check'],
  errors: ['invalid_fields', 'not_authenticated'],
  writesCookies: true,
} as const satisfies Contract;

export const usersResetPassword = {
  name: 'users-reset-password',
  method: 'POST',
  path: '/api/users/reset_password/',
  who: 'any',
  summary: 'Send a link to set a new password, if an account has this address',
  body: { email: Email },
  cookies: ['begun'],
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
  errors: ['invalid_fields'],
  writesCookies: 'own-pages',
} as const satisfies Contract;

export const usersResetPasswordConfirm = {
  name: 'users-reset-password-confirm',
  method: 'POST',
  path: '/api/users/reset_password_confirm/',
  who: 'any',
  summary:
    'Set a new password with the link that was sent; every session ends, and the page of this site that asked for it is signed in',
  body: resetPasswordConfirmFields,
  cookies: ['begun', 'device', 'refresh', 'access'],
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: ['invalid_fields', 'link_not_valid'],
  writesCookies: true,
} as const satisfies Contract;
