import { endpoint } from '@/lib/server/http/endpoint';
import { makePublic } from '@/lib/server/http/public-answer';
import { route } from '@/lib/server/http/route';
import { publishKeys } from '@/lib/server/runtime/published-keys';
import { wellKnownJwks } from '@/lib/shared/contracts/jwks';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  makePublic(endpoint(wellKnownJwks, publishKeys)),
);
