import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { logOut } from '@/lib/server/sessions/log-out';
import { logout } from '@/lib/shared/contracts/jwt';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(endpoint(logout, logOut));
