import { findUserOnDevice } from '@/db/repositories/devices';
import { findUser, type UserKey } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import { addressBlock } from '@/lib/server/limits/address-block';
import type { QueuePlace } from '@/lib/server/limits/fair-queue';
import type { Count } from '@/lib/server/limits/limiter';
import { type DeviceCookie, readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import type { Context } from '@/lib/server/use-case/context';
import type { Input } from '@/lib/server/use-case/use-case';
import type { jwtCreate } from '@/lib/shared/contracts/jwt';
import { canonicalEmail, canonicalUsername } from '@/lib/shared/identifiers';

type Request = Pick<Input<typeof jwtCreate>, 'body' | 'client' | 'presented'>;

/** A try to sign in that was counted, before anybody has looked at the password. */
interface SignInAttempt {
  user: User | null;
  device: DeviceCookie;
  /** Where to wait for one's turn: strangers who guess keep nobody known waiting. */
  place: QueuePlace;
  /** Takes the count back: the password was right. */
  uncount(): Promise<void>;
}

/**
 * Counts a try to sign in, and finds as whom. A device that the account was signed in on counts for
 * itself, so that strangers who guess keep nobody else out. An unknown name counts like one that
 * somebody has. Throws the 429, before anything else is asked of the database for a browser that
 * nobody can know: guesses by the thousand must leave it time for others.
 */
export async function countSignIn(
  { db, limits }: Context,
  { body, client, presented }: Request,
): Promise<SignInAttempt> {
  const key = userKeyOf(body);
  const device = readDeviceCookie(presented.device);
  const known = key && !device.isNew ? await findUserOnDevice(db, key, device.hash) : null;
  const counts: readonly Count[] = known
    ? [['sign-in-device', `${known.id} ${device.hash}`]]
    : [
        ['sign-in', key?.value ?? typedName(body)],
        ['sign-in-address', addressBlock(client.ipAddress)],
      ];
  await limits.count(...counts);
  return {
    user: known ?? (key && (await findUser(db, key))),
    device,
    place: { ipAddress: client.ipAddress, isKnown: known !== null },
    uncount: () => limits.refund(...counts),
  };
}

/**
 * By user name if one is given, else by e-mail; null for what cannot be either. In Django an
 * address may be a user name, and clients written for that send it as one.
 */
function userKeyOf(body: Request['body']): UserKey | null {
  const username = canonicalUsername(body.username ?? '');
  if (username !== null) return { column: 'usernameKey', value: username };
  const email = canonicalEmail(typedName(body));
  return email === null ? null : { column: 'email', value: email };
}

function typedName({ username, email }: Request['body']): string {
  return username ?? email ?? '';
}
