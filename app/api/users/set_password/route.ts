import { checkCurrentPassword } from '@/lib/server/auth/field-checks';
import { setPassword } from '@/lib/server/auth/passwords';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersSetPassword } from '@/lib/shared/contracts/passwords';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersSetPassword, setPassword, checkCurrentPassword),
);
