import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';

export const health = {
  name: 'health',
  method: 'GET',
  path: '/api/health/',
  who: 'any',
  summary: 'Check that the server and its database answer',
  body: null,
  response: z.object({ status: z.literal('ok') }),
  success: 200,
  errors: ['unavailable'],
  writesCookies: false,
} as const satisfies Contract;
