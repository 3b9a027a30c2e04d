import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { completeSocial } from '@/lib/server/identities/complete';
import { startSocial } from '@/lib/server/identities/start';
import { socialComplete, socialStart } from '@/lib/shared/contracts/social';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(socialStart, startSocial),
  endpoint(socialComplete, completeSocial),
);
