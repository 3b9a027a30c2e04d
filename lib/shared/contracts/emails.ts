import { Email } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Text } from '@/lib/shared/fields';
import { resetEmailConfirmFields, setEmailFields } from '@/lib/shared/switched-fields';

export const usersSetEmail = {
  name: 'users-set-email',
  method: 'POST',
  path: '/api/users/set_email/',
  who: 'auth',
  summary:
    'Ask for another address; it counts once its link was followed; without a password, needs a recent sign-in',
  body: setEmailFields,
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  accountLimit: 'email-change',
  limits: ['password-check', 'mail-recipient'],
  errors: ['invalid_fields', 'not_authenticated', 'recent_sign_in_required'],
  writesCookies: false,
} as const satisfies Contract;

export const usersSetEmailCallOff = {
  name: 'users-set-email-call-off',
  method: 'DELETE',
  path: '/api/users/set_email/',
  who: 'auth',
  summary: 'Call off the change of address that waits for its link; 404 if none does',
  body: null,
  response: null,
  success: 204,
  accountLimit: 'email-change',
  errors: ['not_authenticated', 'not_found'],
  writesCookies: false,
} as const satisfies Contract;

export const usersSetEmailResend = {
  name: 'users-set-email-resend',
  method: 'POST',
  path: '/api/users/set_email_resend/',
  who: 'auth',
  summary:
    'Send the link of the change of address that waits again, to the same address and for the rest of its day; 404 if none waits',
  body: null,
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  accountLimit: 'email-change',
  limits: ['mail-recipient'],
  errors: ['not_authenticated', 'not_found'],
  writesCookies: false,
} as const satisfies Contract;

export const usersSetEmailConfirm = {
  name: 'users-set-email-confirm',
  method: 'POST',
  path: '/api/users/set_email_confirm/',
  who: 'any',
  summary: 'Confirm the new address with the link that was sent there',
  body: { uid: Text, token: Text },
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: ['invalid_fields', 'link_not_valid'],
  writesCookies: false,
} as const satisfies Contract;

export const usersSetEmailUndo = {
  name: 'users-set-email-undo',
  method: 'POST',
  path: '/api/users/set_email_undo/',
  who: 'any',
  summary: 'Keep or bring back the old address with the link that was sent there',
  body: { uid: Text, token: Text },
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: ['invalid_fields', 'link_not_valid'],
  writesCookies: false,
} as const satisfies Contract;

export const usersResetEmail = {
  name: 'users-reset-email',
  method: 'POST',
  path: '/api/users/reset_email/',
  who: 'any',
  summary: 'Send a link to change the address, if an account has this one',
  body: { email: Email },
  response: null,
  success: 204,
  addressLimit: 'mail-address',
  limits: ['mail-recipient'],
  errors: ['invalid_fields'],
  writesCookies: false,
} as const satisfies Contract;

export const usersResetEmailConfirm = {
  name: 'users-reset-email-confirm',
  method: 'POST',
  path: '/api/users/reset_email_confirm/',
  who: 'any',
  summary: 'Change the address with the link that was sent to the old one',
  body: resetEmailConfirmFields,
  response: null,
  success: 204,
  addressLimit: 'link',
  errors: ['invalid_fields', 'link_not_valid'],
  writesCookies: false,
} as const satisfies Contract;
