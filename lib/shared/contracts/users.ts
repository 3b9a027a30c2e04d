import * as z from 'zod/mini';
import { Email, Name, NewUsername, Username } from '@/lib/shared/account-fields';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Password } from '@/lib/shared/fields';
import { AfterId, PageSize } from '@/lib/shared/list-fields';

/** A user as Djoser's serializer shows one. */
export const UserItem = z.object({
  first_name: z.string(),
  last_name: z.string(),
  id: z.int(),
  email: z.string(),
});
export type UserItem = z.infer<typeof UserItem>;

const wholeProfile = { first_name: Name, last_name: Name, username: NewUsername };
const partOfProfile = {
  first_name: z.optional(Name),
  last_name: z.optional(Name),
  username: NewUsername,
};

/** Deleting an account takes its owner's word for it, not a stolen session's. */
const confirmation = { current_password: Password };

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
  addressLimit: 'sign-up',
  errors: [400],
  writesCookies: false,
} as const satisfies Contract;

export const usersList = {
  name: 'users-list',
  method: 'GET',
  path: '/api/users/',
  who: 'auth',
  summary: 'Oneself, or for staff everybody, by id; `Link` leads to the next page',
  body: null,
  query: { limit: PageSize, after: AfterId },
  response: z.array(UserItem),
  success: 200,
  errors: [400, 401],
  writesCookies: false,
} as const satisfies Contract;

export const usersRetrieve = {
  name: 'users-retrieve',
  method: 'GET',
  path: '/api/users/{id}/',
  who: 'auth',
  summary: 'A user: oneself, or for staff anybody',
  body: null,
  response: UserItem,
  success: 200,
  errors: [401, 404],
  writesCookies: false,
} as const satisfies Contract;

export const usersUpdate = {
  ...usersRetrieve,
  name: 'users-update',
  method: 'PUT',
  summary: 'Change the names of a user',
  body: wholeProfile,
  accountLimit: 'profile',
  errors: [400, 401, 404],
} as const satisfies Contract;

export const usersPartialUpdate = {
  ...usersUpdate,
  name: 'users-partial-update',
  method: 'PATCH',
  summary: 'Change some of the names of a user',
  body: partOfProfile,
} as const satisfies Contract;

export const usersDelete = {
  ...usersRetrieve,
  name: 'users-delete',
  method: 'DELETE',
  summary: 'Delete a user for good; the password is the caller’s own',
  body: confirmation,
  limits: ['password-check'],
  response: null,
  success: 204,
  errors: [400, 401, 404],
  writesCookies: true,
} as const satisfies Contract;

export const usersMe = {
  ...usersRetrieve,
  name: 'users-me',
  path: '/api/users/me/',
  summary: 'The signed-in user',
  errors: [401],
} as const satisfies Contract;

export const usersMeUpdate = {
  ...usersUpdate,
  name: 'users-me-update',
  path: '/api/users/me/',
  summary: 'Change one’s names',
  errors: [400, 401],
} as const satisfies Contract;

export const usersMePartialUpdate = {
  ...usersPartialUpdate,
  name: 'users-me-partial-update',
  path: '/api/users/me/',
  summary: 'Change some of one’s names',
  errors: [400, 401],
} as const satisfies Contract;

export const usersMeDelete = {
  ...usersDelete,
  name: 'users-me-delete',
  path: '/api/users/me/',
  summary: 'Delete one’s account for good, and every session of it',
  errors: [400, 401],
} as const satisfies Contract;
