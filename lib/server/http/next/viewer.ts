import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { presentUser } from '@/lib/server/accounts/present';
import { readPresentedTokens } from '@/lib/server/http/request';
import { authenticate } from '@/lib/server/sessions/authenticate';
import { getContext } from '@/lib/server/use-case/context';
import type { UserItem } from '@/lib/shared/contracts/users';
import { loginPath } from '@/lib/shared/routes';

/**
 * Returns the signed-in user of this page, as the database knows it, or null. One query a request.
 * Rejects if the database cannot tell; the error hides the cause, because Next.js logs it.
 */
export const findViewer = cache(async (): Promise<UserItem | null> => {
  const ctx = getContext();
  const requestHeaders = await headers();
  if (requestHeaders.has(INTERNAL_HEADERS.unknownViewer.name)) throw new ViewerUnknown();
  try {
    const caller = await authenticate(ctx, readPresentedTokens(requestHeaders, ctx.settings));
    return caller && presentUser(caller.user);
  } catch (err) {
    ctx.log.error({ err }, 'page not authenticated');
    throw new ViewerUnknown();
  }
});

class ViewerUnknown extends Error {
  constructor() {
    super('The session could not be checked; the log says why.');
  }
}

/**
 * Returns the signed-in user; redirects others to the sign-in page, which leads back to this page,
 * the one at `path`, with the query that it was asked for with.
 */
export async function requireViewer(path: string): Promise<UserItem> {
  const viewer = await findViewer();
  if (viewer) return viewer;
  const address = (await headers()).get(INTERNAL_HEADERS.pageAddress.name);
  return redirect(loginPath(address ?? path));
}
