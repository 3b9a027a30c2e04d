import { findUserById } from '../../../db/repositories/accounts';
import type { User } from '../../../db/schema';
import { fieldMessage } from '../../shared/api-error';
import type { Context } from '../context';
import { invalidFields } from '../errors';
import { decodeUid, type LinkPurpose, matchLink } from './link-token';

/** What every link carries. */
export interface Link {
  uid: string;
  token: string;
}

/** The user that a link names, or null. */
export async function findLinkUser(ctx: Context, { uid }: Pick<Link, 'uid'>): Promise<User | null> {
  const id = decodeUid(uid);
  return id === null ? null : findUserById(ctx.db, id);
}

/** The user that a good link is for. Throws Djoser's error about the uid, then about the token. */
export function requireLink(
  ctx: Context,
  purpose: LinkPurpose,
  user: User | null,
  token: string,
): User {
  if (!user) throw invalidFields({ uid: [fieldMessage.unknownUid] });
  if (!matchLink(purpose, user, token, ctx.settings, ctx.now())) throw badLink();
  return user;
}

/** A link that is forged, spent, too old, or of another purpose or user. */
export function badLink() {
  return invalidFields({ token: [fieldMessage.badLink] });
}

/** Whether a link is good now, without spending it: for the page behind it. */
export async function isLinkGood(ctx: Context, purpose: LinkPurpose, link: Link): Promise<boolean> {
  const user = await findLinkUser(ctx, link);
  // Only an activation is for somebody who cannot sign in, and for nobody else.
  if (user?.isActive === (purpose === 'activation')) return false;
  return user !== null && matchLink(purpose, user, link.token, ctx.settings, ctx.now()) !== null;
}
