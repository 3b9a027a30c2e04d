import type { wellKnownJwks } from '../../shared/contracts/jwks';
import type { Context } from '../context';
import type { Reply } from '../use-case';

/** The public keys that tokens may be signed with. A secret is none, so it never gets here. */
export async function publishKeys({ keys }: Context): Promise<Reply<typeof wellKnownJwks>> {
  return { body: { keys: [...keys.published] } };
}
