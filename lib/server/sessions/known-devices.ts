import type { Statement } from '@/db/database/database';
import { rememberingDevice } from '@/db/repositories/devices';
import type { DeviceCookie } from '@/lib/server/sessions/device-cookie';
import { latestEnd } from '@/lib/server/sessions/session';
import type { Context } from '@/lib/server/use-case/context';

/** The statement by which a device is known to an account for as long as a session there may last. */
export function knowDevice(
  { db, settings, now }: Pick<Context, 'db' | 'settings' | 'now'>,
  userId: number,
  { hash }: DeviceCookie,
): Statement {
  const at = now();
  return rememberingDevice(db, {
    userId,
    hash,
    firstSeenAt: at,
    keptUntil: latestEnd(settings, at),
  });
}
