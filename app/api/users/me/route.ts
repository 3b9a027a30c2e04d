import { getMe } from '@/lib/server/auth/accounts';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersMe } from '@/lib/shared/contracts/users';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(endpoint(usersMe, getMe));
