import { checkDeletion, checkNames } from '@/lib/server/accounts/field-checks';
import { getUser, removeUser, updateUser } from '@/lib/server/accounts/profile';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import * as users from '@/lib/shared/contracts/users';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(users.usersRetrieve, getUser),
  endpoint(users.usersUpdate, updateUser, checkNames),
  endpoint(users.usersPartialUpdate, updateUser, checkNames),
  endpoint(users.usersDelete, removeUser, checkDeletion),
);
