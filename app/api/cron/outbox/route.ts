import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { drainOutbox } from '@/lib/server/runtime/cron';
import { cronOutbox } from '@/lib/shared/contracts/cron';

/** The longest run in seconds: a drain claims mails for 30 seconds and finishes those it has. */
export const maxDuration = 60;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(cronOutbox, drainOutbox),
);
