import { resendEmail } from '@/lib/server/addresses/awaited';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersSetEmailResend } from '@/lib/shared/contracts/emails';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersSetEmailResend, resendEmail),
);
