import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { confirmIdentity } from '@/lib/server/identities/confirm';
import { identitiesConfirm } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesConfirm, confirmIdentity),
);
