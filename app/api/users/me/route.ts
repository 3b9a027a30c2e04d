import { checkCurrentPassword, checkOwnNames } from '@/lib/server/accounts/field-checks';
import { deleteMe, getMe, updateMe } from '@/lib/server/accounts/profile';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import * as users from '@/lib/shared/contracts/users';

// Asked for most often. Unless told, Next.js watches each look at a request, to find it out by itself.
export const dynamic = 'force-dynamic';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(users.usersMe, getMe),
  endpoint(users.usersMeUpdate, updateMe, checkOwnNames),
  endpoint(users.usersMePartialUpdate, updateMe, checkOwnNames),
  endpoint(users.usersMeDelete, deleteMe, checkCurrentPassword),
);
