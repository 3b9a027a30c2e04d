import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';

export const cronOutbox = {
  name: 'cron-outbox',
  method: 'GET',
  path: '/api/cron/outbox/',
  who: 'cron',
  summary:
    'Deliver queued mail and remove rows that are over, for hosts where no process keeps running; the bearer token is CRON_SECRET',
  body: null,
  response: z.object({ waiting: z.int(), failed: z.int() }),
  success: 200,
  errors: ['not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;
