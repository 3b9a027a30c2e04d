import { completeSocial } from '@/lib/server/auth/social-login';
import { startSocial } from '@/lib/server/auth/social-start';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { socialComplete, socialStart } from '@/lib/shared/contracts/social';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(socialStart, startSocial),
  endpoint(socialComplete, completeSocial),
);
