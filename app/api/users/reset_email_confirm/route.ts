import { confirmEmailReset } from '@/lib/server/addresses/reset';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersResetEmailConfirm } from '@/lib/shared/contracts/emails';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersResetEmailConfirm, confirmEmailReset),
);
