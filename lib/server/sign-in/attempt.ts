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
import { canonicalEmail, canonicalUsername, formerUsername } from '@/lib/shared/identifiers';

type SignInInput = Pick<Input<typeof jwtCreate>, 'body' | 'client' | 'presented'>;

/** A try to sign in that was counted, before its password is checked. */
interface SignInAttempt {
  user: User | null;
  device: DeviceCookie;
  /** The place in the queue: strangers who guess keep no known device waiting. */
  place: QueuePlace;
  /** Gives the tokens back: the password was right. */
  uncount(): Promise<void>;
}

/**
 * Counts a try to sign in, and finds the user that it names. A device that is known to the account
 * has a bucket of its own, so that strangers who guess do not keep the owner out. An unknown name
 * counts like one that exists. Throws the 429; a browser without a device cookie meets it before any
 * other query, so that guesses by the thousand leave the database time for others.
 */
export async function countSignIn(
  { db, limits }: Context,
  { body, client, presented }: SignInInput,
): Promise<SignInAttempt> {
  const key = userKeyOf(body);
  const device = readDeviceCookie(presented.cookie('device'));
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
function userKeyOf(body: SignInInput['body']): UserKey | null {
  const { username = '' } = body;
  const value = canonicalUsername(username);
  if (value !== null) return { column: 'usernameKey', value, former: formerUsername(username) };
  const email = canonicalEmail(typedName(body));
  return email === null ? null : { column: 'email', value: email };
}

function typedName({ username, email }: SignInInput['body']): string {
  return username ?? email ?? '';
}
