import * as byId from '@/app/api/users/[id]/route';
import { checkNewUsername } from '@/lib/server/accounts/field-checks';
import { setUsername } from '@/lib/server/accounts/usernames';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { switchedRoute } from '@/lib/server/http/switched-route';
import { usersSetUsername } from '@/lib/shared/contracts/usernames';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = switchedRoute(
  route(endpoint(usersSetUsername, setUsername, checkNewUsername)),
  byId,
);
