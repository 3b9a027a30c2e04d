import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { switchedRoute } from '@/lib/server/http/switched-route';
import { unknownRoute } from '@/lib/server/http/unknown-route';
import { logOutCaller } from '@/lib/server/sessions/log-out';
import { tokenLogout } from '@/lib/shared/contracts/token';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = switchedRoute(
  route(endpoint(tokenLogout, logOutCaller)),
  unknownRoute(),
);
