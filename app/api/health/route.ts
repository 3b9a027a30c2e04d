import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { checkHealth } from '@/lib/server/runtime/health';
import { health } from '@/lib/shared/contracts/health';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(health, checkHealth),
);
