import { setEmail } from '@/lib/server/auth/email-change';
import { checkNewEmail } from '@/lib/server/auth/field-checks';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersSetEmail } from '@/lib/shared/contracts/emails';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersSetEmail, setEmail, checkNewEmail),
);
