import { nameClaimEmail } from '@/lib/server/auth/identity-claims';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { identitiesClaim } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesClaim, nameClaimEmail),
);
