import { confirmIdentity } from '@/lib/server/auth/identity-confirm';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { identitiesConfirm } from '@/lib/shared/contracts/identities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(identitiesConfirm, confirmIdentity),
);
