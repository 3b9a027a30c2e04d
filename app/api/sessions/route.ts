import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { endOthers, listSessions } from '@/lib/server/sessions/list';
import { sessionsEndOthers, sessionsList } from '@/lib/shared/contracts/sessions';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(sessionsList, listSessions),
  endpoint(sessionsEndOthers, endOthers),
);
