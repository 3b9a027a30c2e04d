import type { Statement } from '@/db/database/database';
import { queueMail } from '@/db/repositories/outbox';
import { findUserAgents } from '@/db/repositories/session-lists';
import type { Session, User } from '@/db/tables/schema';
import { deviceName } from '@/lib/server/audit/device-name';
import type { Context } from '@/lib/server/use-case/context';

/** More sessions than any user has before `purge` takes the old ones. */
const MAX_COMPARED = 100;

/**
 * The mail about a session that is about to begin, if its browser and system are new to the account;
 * none for the first sign-in of all, which its owner knows about. Finer marks, like the IP address,
 * would send a mail at each change of network.
 */
export async function newDeviceMails(
  { db, settings }: Context,
  { id: userId, email: recipient, lastLogin }: User,
  { id: sessionId, userAgent, createdAt: now }: Session,
): Promise<Statement[]> {
  if (!settings.NEW_DEVICE_EMAIL || lastLogin === null) return [];
  const known = (await findUserAgents(db, userId, MAX_COMPARED)).map(deviceName);
  if (known.includes(deviceName(userAgent))) return [];
  return [queueMail(db, { kind: 'new-device', recipient, userId, sessionId, now })];
}
