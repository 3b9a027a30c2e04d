import * as z from 'zod/mini';
import { Identifier } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Password } from '@/lib/shared/fields';

export const tokenLogin = {
  name: 'token-login',
  method: 'POST',
  path: '/api/token/login/',
  who: 'any',
  setting: 'TOKEN_ENDPOINTS',
  summary:
    'Sign in as with `/api/jwt/create/`, for one key that is good as long as its session; a browser gets cookies in its place',
  // Djoser says of what is missing that the credentials are wrong.
  body: {
    email: z.optional(Identifier),
    username: z.optional(Identifier),
    password: z.optional(Password),
  },
  cookies: ['device', 'refresh', 'access'],
  response: z.object({ auth_token: z.optional(z.string()) }),
  success: 200,
  limits: ['sign-in-device', 'sign-in-address', 'sign-in'],
  errors: ['invalid_fields', 'credentials_refused'],
  writesCookies: true,
} as const satisfies Contract;

export const tokenLogout = {
  name: 'token-logout',
  method: 'POST',
  path: '/api/token/logout/',
  who: 'auth',
  setting: 'TOKEN_ENDPOINTS',
  summary: 'End the session of the caller, whose key is good no more',
  body: null,
  response: null,
  success: 204,
  errors: ['not_authenticated'],
  writesCookies: true,
} as const satisfies Contract;
