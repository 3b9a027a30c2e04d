import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { verify } from '@/lib/server/sessions/verify';
import { jwtVerify } from '@/lib/shared/contracts/jwt';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(endpoint(jwtVerify, verify));
