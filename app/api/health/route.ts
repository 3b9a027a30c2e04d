import { checkHealth } from '@/lib/server/health';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { health } from '@/lib/shared/contracts/health';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(health, checkHealth),
);
