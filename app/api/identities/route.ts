import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { listIdentities } from '@/lib/server/identities/identities';
import { startLinking } from '@/lib/server/identities/start';
import { identitiesLink, identitiesList } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesList, listIdentities),
  endpoint(identitiesLink, startLinking),
);
