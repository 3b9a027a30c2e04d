import * as z from 'zod/mini';
import { Email, Name, Password, Username } from '../fields';
import type { Contract } from './contract';

/** A user as Djoser's serializer shows one. */
export const UserItem = z.object({
  first_name: z.string(),
  last_name: z.string(),
  id: z.int(),
  email: z.string(),
});
export type UserItem = z.infer<typeof UserItem>;

export const usersCreate = {
  name: 'users-create',
  method: 'POST',
  path: '/api/users/',
  who: 'any',
  summary: 'Sign up',
  body: {
    first_name: Name,
    last_name: Name,
    email: Email,
    password: Password,
    re_password: Password,
    username: Username,
  },
  // `UserItem` in the order in which Djoser's sign-up answers.
  response: z.object({
    first_name: z.string(),
    last_name: z.string(),
    email: z.string(),
    id: z.int(),
  }),
  success: 201,
  errors: [400],
  writesCookies: false,
} as const satisfies Contract;

export const usersMe = {
  name: 'users-me',
  method: 'GET',
  path: '/api/users/me/',
  who: 'auth',
  summary: 'The signed-in user',
  body: null,
  response: UserItem,
  success: 200,
  errors: [401],
  writesCookies: false,
} as const satisfies Contract;
