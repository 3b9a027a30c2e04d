import { isKnownDevice } from '../../../db/repositories/sessions-of-user';
import type { User } from '../../../db/schema';
import type { jwtCreate } from '../../shared/contracts/jwt';
import { canonicalEmail, canonicalUsername } from '../../shared/identifiers';
import type { LimitName } from '../../shared/limits';
import { type DeviceMark, markDevice } from '../auth/device-mark';
import type { Context } from '../context';
import type { Input } from '../use-case';
import { addressBlock } from './address-block';
import type { Subject } from './limiter';

/** A try to sign in that was counted. */
interface CountedSignIn {
  device: DeviceMark;
  /** Takes the count back: the password was right. */
  uncount(): Promise<void>;
}

/**
 * Counts a try to sign in as `user`, before anybody has looked at the password. A device that the
 * account was signed in on counts for itself, so that strangers who guess keep nobody else out. An
 * unknown name counts like one that somebody has. Throws the 429.
 */
export async function countSignIn(
  { db, limits }: Context,
  { body, client, presented }: Pick<Input<typeof jwtCreate>, 'body' | 'client' | 'presented'>,
  user: User | null,
): Promise<CountedSignIn> {
  const device = markDevice(presented.device);
  // Asked for nobody as well: it must take as long.
  const isKnown = await isKnownDevice(db, user?.id ?? 0, device.hash);
  const counts: readonly (readonly [LimitName, Subject])[] = isKnown
    ? [['sign-in-device', `${user?.id} ${device.hash}`]]
    : [
        ['sign-in-address', addressBlock(client.ipAddress)],
        ['sign-in', typedName(body)],
      ];
  for (const count of counts) await limits.count(...count);
  return {
    device,
    async uncount() {
      for (const count of counts) await limits.giveBack(...count);
    },
  };
}

/** What was typed, in the form in which it is looked up. */
function typedName({ username, email }: Input<typeof jwtCreate>['body']): string {
  const typed = username ?? email ?? '';
  return canonicalUsername(username ?? '') ?? canonicalEmail(typed) ?? typed;
}
