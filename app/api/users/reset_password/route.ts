import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { requestPasswordReset } from '@/lib/server/passwords/reset';
import { usersResetPassword } from '@/lib/shared/contracts/passwords';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersResetPassword, requestPasswordReset),
);
