import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { logIn, requireIdentifier } from '@/lib/server/sign-in/sign-in';
import { jwtCreate } from '@/lib/shared/contracts/jwt';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(jwtCreate, logIn, requireIdentifier),
);
