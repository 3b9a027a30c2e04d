import * as byId from '@/app/api/users/[id]/route';
import { checkFreeUsername } from '@/lib/server/accounts/field-checks';
import { confirmUsernameReset } from '@/lib/server/accounts/usernames';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { switchedRoute } from '@/lib/server/http/switched-route';
import { usersResetUsernameConfirm } from '@/lib/shared/contracts/usernames';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = switchedRoute(
  route(endpoint(usersResetUsernameConfirm, confirmUsernameReset, checkFreeUsername)),
  byId,
);
