import type { Context } from '@/lib/server/use-case/context';
import type { Reply } from '@/lib/server/use-case/use-case';
import type { wellKnownJwks } from '@/lib/shared/contracts/jwks';

/** Answers with the public keys that tokens may be signed with. A shared secret is never among them. */
export async function publishKeys({ keys }: Context): Promise<Reply<typeof wellKnownJwks>> {
  return { body: { keys: [...keys.published] } };
}
