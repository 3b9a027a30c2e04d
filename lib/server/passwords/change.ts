import type { Statement } from '@/db/database/database';
import { changeAccount } from '@/db/repositories/accounts';
import { queueMail } from '@/db/repositories/outbox';
import { WITHOUT_END } from '@/db/repositories/rate-limits';
import { rotateSession } from '@/db/repositories/sessions';
import { takingFrom } from '@/db/repositories/user-data';
import type { User } from '@/db/tables/schema';
import { invalidFields, requireSameTwice } from '@/lib/server/errors';
import { hashPassword } from '@/lib/server/passwords/hash';
import { requireGoodPassword } from '@/lib/server/passwords/rules';
import { isFromHeader } from '@/lib/server/sessions/authenticate';
import { idleEnd } from '@/lib/server/sessions/session';
import { issueTokens } from '@/lib/server/sessions/token-pair';
import type { Context } from '@/lib/server/use-case/context';
import type { Client, Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage } from '@/lib/shared/api-error';
import type { usersSetPassword } from '@/lib/shared/contracts/passwords';

/** Changes the caller's password and ends every other session; a browser gets fresh cookies. */
export async function setPassword(
  ctx: Context,
  { body, caller, client, presented }: Input<typeof usersSetPassword>,
): Promise<Reply<typeof usersSetPassword>> {
  const { user, session } = caller;
  requireGoodPassword('new_password', body.new_password, user);
  requireSameTwice('password', body.new_password, body.re_new_password);
  const taking = { userId: user.id, sessionId: session.id, now: ctx.now() };
  const taken = takingFrom(ctx.db, 'password-changed', taking);
  const changed = await changePassword(ctx, client, user, body.new_password, {}, taken);
  // Another request changed the account meanwhile: the password that was checked may be a former one.
  if (!changed) throw invalidFields({ current_password: [fieldMessage.wrongPassword] });
  await ctx.audit.record('password-changed', { userId: user.id, sessionId: session.id });
  // A native client keeps its tokens itself, and would miss the ones that came instead.
  if (isFromHeader(presented)) return { body: null };
  const now = ctx.now();
  const rotation = { ...session, now, idleUntil: idleEnd(ctx.settings, now), bucket: WITHOUT_END };
  const rotated = await rotateSession(ctx.db, rotation);
  return rotated ? { body: null, tokenCookies: await issueTokens(ctx, rotated) } : { body: null };
}

/**
 * The one way to another password: the change, its `effects` and the mail about it stand or fall
 * together. The account as it is then, or null if it changed meanwhile.
 */
export async function changePassword(
  ctx: Context,
  client: Client,
  user: User,
  newPassword: string,
  changes: Partial<User>,
  effects: readonly Statement[],
): Promise<User | null> {
  const { db } = ctx;
  const { id: userId, email: recipient } = user;
  // The client came with the password, or a link from the mail: it is no stranger.
  const place = { ipAddress: client.ipAddress, isKnown: true };
  const password = await ctx.limits.queueFairly(place, () =>
    hashPassword(newPassword, ctx.settings.BCRYPT_COST),
  );
  const now = ctx.now();
  const changed = await changeAccount(db, user, { ...changes, password }, [
    ...effects,
    queueMail(db, { kind: 'password-changed', recipient, userId, now }),
  ]);
  if (changed) ctx.mail.wake();
  return changed;
}
