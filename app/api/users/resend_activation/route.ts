import { resendActivation } from '@/lib/server/accounts/registration';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersResendActivation } from '@/lib/shared/contracts/activation';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersResendActivation, resendActivation),
);
