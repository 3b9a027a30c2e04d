import { listIdentities } from '@/lib/server/auth/identities';
import { startLinking } from '@/lib/server/auth/social-start';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { identitiesLink, identitiesList } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesList, listIdentities),
  endpoint(identitiesLink, startLinking),
);
