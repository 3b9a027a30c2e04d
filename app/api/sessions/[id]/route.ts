import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { endSession } from '@/lib/server/sessions/list';
import { sessionsEnd } from '@/lib/shared/contracts/sessions';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(sessionsEnd, endSession),
);
