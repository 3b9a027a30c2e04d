import { checkNewAccount } from '@/lib/server/auth/field-checks';
import { listUsers } from '@/lib/server/auth/profile';
import { register } from '@/lib/server/auth/registration';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersCreate, usersList } from '@/lib/shared/contracts/users';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersList, listUsers),
  endpoint(usersCreate, register, checkNewAccount),
);
