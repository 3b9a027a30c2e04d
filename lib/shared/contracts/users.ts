import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';
import { Password } from '@/lib/shared/fields';
import { AfterId, PageSize } from '@/lib/shared/list-fields';
import {
  partOfProfileFields,
  signUpFields,
  signUpItem,
  userItem,
  userItems,
  wholeProfileFields,
} from '@/lib/shared/switched-fields';

/** A signed-in user as pages know one, whatever answers of the API show. */
export interface UserItem {
  first_name: string;
  last_name: string;
  id: number;
  email: string;
}

/**
 * Deleting an account takes the password, so that a stolen session is not enough. An account that has
 * none takes a recent sign-in.
 */
const confirmation = { current_password: z.optional(Password) };

export const usersCreate = {
  name: 'users-create',
  method: 'POST',
  path: '/api/users/',
  who: 'any',
  summary: 'Sign up',
  body: signUpFields,
  cookies: ['begun'],
  response: signUpItem,
  success: 201,
  addressLimit: 'sign-up',
  errors: ['invalid_fields'],
  writesCookies: 'own-pages',
} as const satisfies Contract;

export const usersList = {
  name: 'users-list',
  method: 'GET',
  path: '/api/users/',
  who: 'auth',
  summary: 'The caller alone, or for staff all users, by id; `Link` leads to the next page',
  body: null,
  query: { limit: PageSize, after: AfterId },
  response: userItems,
  success: 200,
  isPage: true,
  errors: ['invalid_fields', 'not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const usersRetrieve = {
  name: 'users-retrieve',
  method: 'GET',
  path: '/api/users/{id}/',
  who: 'auth',
  summary: 'A user: the caller, or for staff any user',
  body: null,
  response: userItem,
  success: 200,
  errors: ['not_authenticated', 'not_found'],
  writesCookies: false,
} as const satisfies Contract;

export const usersUpdate = {
  name: 'users-update',
  method: 'PUT',
  path: '/api/users/{id}/',
  who: 'auth',
  summary: 'Change the names of a user',
  body: wholeProfileFields,
  response: userItem,
  success: 200,
  accountLimit: 'profile',
  errors: ['invalid_fields', 'not_authenticated', 'not_found'],
  writesCookies: false,
} as const satisfies Contract;

export const usersPartialUpdate = {
  name: 'users-partial-update',
  method: 'PATCH',
  path: '/api/users/{id}/',
  who: 'auth',
  summary: 'Change some of the names of a user',
  body: partOfProfileFields,
  response: userItem,
  success: 200,
  accountLimit: 'profile',
  errors: ['invalid_fields', 'not_authenticated', 'not_found'],
  writesCookies: false,
} as const satisfies Contract;

export const usersDelete = {
  name: 'users-delete',
  method: 'DELETE',
  path: '/api/users/{id}/',
  who: 'auth',
  summary:
    'Delete a user for good; the password is the caller’s own, or without one a recent sign-in',
  body: confirmation,
  response: null,
  success: 204,
  limits: ['password-check'],
  errors: ['invalid_fields', 'not_authenticated', 'recent_sign_in_required', 'not_found'],
  writesCookies: true,
} as const satisfies Contract;

export const usersMe = {
  name: 'users-me',
  method: 'GET',
  path: '/api/users/me/',
  who: 'auth',
  summary: 'The signed-in user',
  body: null,
  response: userItem,
  success: 200,
  errors: ['not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const usersMeUpdate = {
  name: 'users-me-update',
  method: 'PUT',
  path: '/api/users/me/',
  who: 'auth',
  summary: 'Change the caller’s names',
  body: wholeProfileFields,
  response: userItem,
  success: 200,
  accountLimit: 'profile',
  errors: ['invalid_fields', 'not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const usersMePartialUpdate = {
  name: 'users-me-partial-update',
  method: 'PATCH',
  path: '/api/users/me/',
  who: 'auth',
  summary: 'Change some of the caller’s names',
  body: partOfProfileFields,
  response: userItem,
  success: 200,
  accountLimit: 'profile',
  errors: ['invalid_fields', 'not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const usersMeDelete = {
  name: 'users-me-delete',
  method: 'DELETE',
  path: '/api/users/me/',
  who: 'auth',
  summary:
    'Delete the caller’s account for good, and every session of it; without a password, needs a recent sign-in',
  body: confirmation,
  response: null,
  success: 204,
  limits: ['password-check'],
  errors: ['invalid_fields', 'not_authenticated', 'recent_sign_in_required'],
  writesCookies: true,
} as const satisfies Contract;
