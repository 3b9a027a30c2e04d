import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { switchedRoute } from '@/lib/server/http/switched-route';
import { unknownRoute } from '@/lib/server/http/unknown-route';
import { logInForKey } from '@/lib/server/sign-in/sign-in';
import { tokenLogin } from '@/lib/shared/contracts/token';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = switchedRoute(
  route(endpoint(tokenLogin, logInForKey)),
  unknownRoute(),
);
