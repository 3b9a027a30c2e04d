import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { namePendingEmail } from '@/lib/server/identities/pending';
import { identitiesClaim } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesClaim, namePendingEmail),
);
