import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { refresh } from '@/lib/server/sessions/refresh';
import { jwtRefresh } from '@/lib/shared/contracts/jwt';

// Asked for most often. Unless told, Next.js watches each look at a request, to find it out by itself.
export const dynamic = 'force-dynamic';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(jwtRefresh, refresh),
);
