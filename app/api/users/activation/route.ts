import { activate } from '@/lib/server/accounts/registration';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersActivation } from '@/lib/shared/contracts/activation';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersActivation, activate),
);
