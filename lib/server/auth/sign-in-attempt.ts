import { isKnownDevice } from '../../../db/repositories/sessions-of-user';
import { findUserByEmail, findUserByUsernameKey } from '../../../db/repositories/users';
import type { User } from '../../../db/schema';
import type { jwtCreate } from '../../shared/contracts/jwt';
import { canonicalEmail, canonicalUsername } from '../../shared/identifiers';
import type { LimitName } from '../../shared/limits';
import type { Context } from '../context';
import { addressBlock } from '../limits/address-block';
import type { Subject } from '../limits/limiter';
import type { Input } from '../use-case';
import { type DeviceMark, markDevice } from './device-mark';

type Request = Pick<Input<typeof jwtCreate>, 'body' | 'client' | 'presented'>;

/** A try to sign in that was counted, before anybody has looked at the password. */
interface SignInAttempt {
  user: User | null;
  device: DeviceMark;
  /** Takes the count back: the password was right. */
  uncount(): Promise<void>;
}

/**
 * Finds whom somebody wants to sign in as, and counts the try. A device that the account was signed
 * in on counts for itself, so that strangers who guess keep nobody else out. An unknown name counts
 * like one that somebody has. Throws the 429.
 */
export async function countSignIn(
  ctx: Context,
  { body, client, presented }: Request,
): Promise<SignInAttempt> {
  const { db, limits } = ctx;
  const { name, user } = await findAccount(ctx, body);
  const device = markDevice(presented.cookie('device'));
  // Asked for nobody as well: it must take as long.
  const isKnown = await isKnownDevice(db, user?.id ?? 0, device.hash);
  const counts: readonly (readonly [LimitName, Subject])[] = isKnown
    ? [['sign-in-device', `${user?.id} ${device.hash}`]]
    : [
        ['sign-in-address', addressBlock(client.ipAddress)],
        ['sign-in', name],
      ];
  for (const count of counts) await limits.count(...count);
  return {
    user,
    device,
    async uncount() {
      for (const count of counts) await limits.giveBack(...count);
    },
  };
}

/**
 * By user name if one is given, else by e-mail; what cannot be either is nobody's. In Django an
 * address may be a user name, and clients written for that send it as one.
 */
async function findAccount(
  { db }: Context,
  { username, email }: Request['body'],
): Promise<{ name: string; user: User | null }> {
  const key = canonicalUsername(username ?? '');
  if (key !== null) return { name: key, user: await findUserByUsernameKey(db, key) };
  const typed = username ?? email ?? '';
  const address = canonicalEmail(typed);
  if (address === null) return { name: typed, user: null };
  return { name: address, user: await findUserByEmail(db, address) };
}
