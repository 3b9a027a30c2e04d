import { endSessionsOf } from '@/lib/server/sessions/session';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { logout } from '@/lib/shared/contracts/jwt';

/** Ends the session on the server and takes the cookies away; twice is fine. */
export async function logOut(
  ctx: Context,
  { presented }: Input<typeof logout>,
): Promise<Reply<typeof logout>> {
  const { bearer, access, refresh } = presented;
  const tokens = [...refresh, ...(bearer === null ? access : [bearer])];
  await endSessionsOf(ctx, tokens, 'logout');
  return { body: null, tokenCookies: 'cleared' };
}
