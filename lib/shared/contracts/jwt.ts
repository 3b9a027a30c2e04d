import * as z from 'zod/mini';
import { Identifier } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Password, Text } from '@/lib/shared/fields';

/** Tokens are left out of the body for browsers: they get them in HttpOnly cookies only. */
const Token = z.optional(z.string());

export const jwtCreate = {
  name: 'jwt-create',
  method: 'POST',
  path: '/api/jwt/create/',
  who: 'any',
  summary: 'Sign in with an e-mail address or a user name, and a password',
  body: { email: z.optional(Identifier), username: z.optional(Identifier), password: Password },
  cookies: ['device', 'refresh', 'access'],
  response: z.object({ refresh: Token, access: Token }),
  success: 200,
  limits: ['sign-in-device', 'sign-in-address', 'sign-in'],
  errors: ['invalid_fields', 'no_active_account', 'activation_awaited'],
  writesCookies: true,
} as const satisfies Contract;

export const jwtRefresh = {
  name: 'jwt-refresh',
  method: 'POST',
  path: '/api/jwt/refresh/',
  who: 'any',
  summary: 'Exchange a refresh token (cookie, else body) for its successors',
  body: { refresh: z.optional(Text) },
  bodyYieldsTo: 'refresh',
  cookies: ['refresh'],
  response: z.object({ access: Token, refresh: Token }),
  success: 200,
  limits: ['refresh'],
  errors: [
    'invalid_fields',
    'token_not_valid',
    'token_wrong_type',
    'session_expired',
    'session_ended',
    'session_reused',
    'session_ended_by_password',
    'session_ended_by_address',
    'session_ended_by_operator',
    'account_deactivated',
  ],
  writesCookies: true,
} as const satisfies Contract;

export const jwtVerify = {
  name: 'jwt-verify',
  method: 'POST',
  path: '/api/jwt/verify/',
  who: 'any',
  summary: 'Check that a token (cookie, else body) is good for a live session',
  body: { token: z.optional(Text) },
  bodyYieldsTo: 'access',
  cookies: ['access', 'refresh'],
  response: z.object({}),
  success: 200,
  errors: ['invalid_fields', 'token_not_valid'],
  writesCookies: false,
} as const satisfies Contract;

export const logout = {
  name: 'logout',
  method: 'POST',
  path: '/api/logout/',
  who: 'any',
  summary: 'End the session on the server and expire both cookies',
  body: null,
  cookies: ['refresh', 'access'],
  response: null,
  success: 204,
  errors: [],
  writesCookies: true,
} as const satisfies Contract;
