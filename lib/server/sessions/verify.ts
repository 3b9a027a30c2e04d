import type { Session } from '@/db/tables/schema';
import { type Claims, verifyToken } from '@/lib/edge/tokens';
import { invalidFields, tokenNotValid } from '@/lib/server/errors';
import { isPredecessor } from '@/lib/server/sessions/refresh';
import { findSessionOf } from '@/lib/server/sessions/session';
import { findTwin } from '@/lib/server/sessions/twins';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage } from '@/lib/shared/api-error';
import type { jwtVerify } from '@/lib/shared/contracts/jwt';

/** Checks that a token would be accepted now: its signature, its session and, in it, its generation. */
export async function verify(
  ctx: Context,
  { body, presented }: Input<typeof jwtVerify>,
): Promise<Reply<typeof jwtVerify>> {
  const token = (await findTwin(ctx, presented.access, 'access')) ?? body.token;
  // Without its access cookie, a browser that can still refresh is told to, not that it forgot one.
  if (token === undefined && presented.refresh.length > 0) throw tokenNotValid();
  if (token === undefined) throw invalidFields({ token: [fieldMessage.required] });
  const now = ctx.now();
  const claims = await verifyToken(token, ctx.keys, now);
  const found = claims && (await findSessionOf(ctx, claims, now));
  if (!claims || !found || !isCurrent(ctx, claims, found.session, now)) throw tokenNotValid();
  return { body: {} };
}

/** An access token is good as long as its session; a refresh token only until it is exchanged. */
function isCurrent(ctx: Context, claims: Claims, session: Session, now: Date): boolean {
  return (
    claims.token_type === 'access' ||
    claims.generation === session.generation ||
    isPredecessor(ctx, claims, session, now)
  );
}
