import * as byId from '@/app/api/users/[id]/route';
import { requestUsernameReset } from '@/lib/server/accounts/usernames';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { switchedRoute } from '@/lib/server/http/switched-route';
import { usersResetUsername } from '@/lib/shared/contracts/usernames';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = switchedRoute(
  route(endpoint(usersResetUsername, requestUsernameReset)),
  byId,
);
