import { checkNewEmail } from '@/lib/server/accounts/field-checks';
import { callOffEmail } from '@/lib/server/addresses/awaited';
import { setEmail } from '@/lib/server/addresses/change';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersSetEmail, usersSetEmailCallOff } from '@/lib/shared/contracts/emails';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersSetEmail, setEmail, checkNewEmail),
  endpoint(usersSetEmailCallOff, callOffEmail),
);
