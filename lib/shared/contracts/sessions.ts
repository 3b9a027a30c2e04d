import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';

/** A device that is signed in, as its owner sees it. Instants are ISO 8601, UTC. */
const SessionItem = z.object({
  id: z.string(),
  /** True for the session that asks. */
  is_current: z.boolean(),
  /** Browser and system in words, as far as the device tells. */
  device: z.string(),
  ip_address: z.nullable(z.string()),
  created_at: z.string(),
  last_used_at: z.string(),
});
export type SessionItem = z.infer<typeof SessionItem>;

export const sessionsList = {
  name: 'sessions-list',
  method: 'GET',
  path: '/api/sessions/',
  who: 'auth',
  summary: 'The caller’s signed-in devices, the one used last first',
  body: null,
  response: z.array(SessionItem),
  success: 200,
  errors: ['not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const sessionsEndOthers = {
  name: 'sessions-end-others',
  method: 'DELETE',
  path: '/api/sessions/',
  who: 'auth',
  summary: 'Sign out every other device',
  body: null,
  response: null,
  success: 204,
  errors: ['not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;

export const sessionsEnd = {
  name: 'sessions-end',
  method: 'DELETE',
  path: '/api/sessions/{id}/',
  who: 'auth',
  summary: 'Sign out one device; if it is the caller’s own, the cookies are cleared as well',
  body: null,
  response: null,
  success: 204,
  errors: ['not_authenticated', 'not_found'],
  writesCookies: true,
} as const satisfies Contract;
