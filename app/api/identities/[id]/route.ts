import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { unlinkIdentity } from '@/lib/server/identities/identities';
import { identitiesUnlink } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesUnlink, unlinkIdentity),
);
