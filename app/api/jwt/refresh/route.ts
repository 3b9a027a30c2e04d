import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { refresh } from '@/lib/server/sessions/refresh';
import { jwtRefresh } from '@/lib/shared/contracts/jwt';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(jwtRefresh, refresh),
);
