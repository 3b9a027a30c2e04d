import { listEvents } from '@/lib/server/accounts/events';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { eventsList } from '@/lib/shared/contracts/events';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(eventsList, listEvents),
);
