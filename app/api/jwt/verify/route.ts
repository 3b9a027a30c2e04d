import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { verify } from '@/lib/server/sessions/verify';
import { jwtVerify } from '@/lib/shared/contracts/jwt';

// Asked for most often. Unless told, Next.js watches each look at a request, to find it out by itself.
export const dynamic = 'force-dynamic';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(endpoint(jwtVerify, verify));
