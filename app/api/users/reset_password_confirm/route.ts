import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { confirmPasswordReset } from '@/lib/server/sign-in/begun-link';
import { usersResetPasswordConfirm } from '@/lib/shared/contracts/passwords';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersResetPasswordConfirm, confirmPasswordReset),
);
