import { checkNewAccount } from '@/lib/server/accounts/field-checks';
import { listUsers } from '@/lib/server/accounts/profile';
import { register } from '@/lib/server/accounts/registration';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersCreate, usersList } from '@/lib/shared/contracts/users';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersList, listUsers),
  endpoint(usersCreate, register, checkNewAccount),
);
