import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { resetUsernameConfirmFields, setUsernameFields } from '@/lib/shared/switched-fields';

export const usersSetUsername = {
  name: 'users-set-username',
  method: 'POST',
  path: '/api/users/set_username/',
  who: 'auth',
  loginField: 'username',
  summary: 'Change the caller’s user name; only with `LOGIN_FIELD=username`',
  body: setUsernameFields,
  response: null,
  success: 204,
  accountLimit: 'profile',
  limits: ['password-check'],
  errors: ['invalid_fields', 'not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const usersResetUsername = {
  name: 'users-reset-username',
  method: 'POST',
  path: '/api/users/reset_username/',
  who: 'any',
  loginField: 'username',
  summary:
    'Send a link to change the user name, if an account has this address; only with `LOGIN_FIELD=username`',
  body: { email: Email },
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
  errors: ['invalid_fields'],
  writesCookies: false,
} as const satisfies Contract;

export const usersResetUsernameConfirm = {
  name: 'users-reset-username-confirm',
  method: 'POST',
  path: '/api/users/reset_username_confirm/',
  who: 'any',
  loginField: 'username',
  summary: 'Change the user name with the link that was sent; only with `LOGIN_FIELD=username`',
  body: resetUsernameConfirmFields,
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: ['invalid_fields', 'link_not_valid'],
  writesCookies: false,
} as const satisfies Contract;
