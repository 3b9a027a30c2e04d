import { endOthers, listSessions } from '@/lib/server/auth/devices';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { sessionsEndOthers, sessionsList } from '@/lib/shared/contracts/sessions';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(sessionsList, listSessions),
  endpoint(sessionsEndOthers, endOthers),
);
