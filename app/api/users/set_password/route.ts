import { checkCurrentPassword } from '@/lib/server/accounts/field-checks';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { setPassword } from '@/lib/server/passwords/change';
import { usersSetPassword } from '@/lib/shared/contracts/passwords';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersSetPassword, setPassword, checkCurrentPassword),
);
