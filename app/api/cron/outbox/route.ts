import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { drainOutbox } from '@/lib/server/runtime/cron';
import { cronOutbox } from '@/lib/shared/contracts/cron';

/** The longest run in seconds: mails are claimed for 30 and finished, rows are removed for 10. */
export const maxDuration = 60;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(cronOutbox, drainOutbox),
);
