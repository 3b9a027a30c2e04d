import { type BegunPurpose, hasBegun } from '@/lib/server/links/begun';
import { findLink, type Link, mayUseLink } from '@/lib/server/links/links';

/** A mailed link as its page shows it. */
export interface LinkView {
  /** The address of its account; null where the link is forged, too old, or died by a change. */
  email: string | null;
  /** `used`: it activated its account, which is active. `dead`: there is nothing more to say. */
  state: 'good' | 'used' | 'dead';
  /** True if this browser asked for the link: its use here signs in. */
  isBegunHere: boolean;
}

/**
 * Looks at a link for the page behind it, without spending it. Only a genuine link tells that its
 * account is active.
 */
export async function findLinkView(
  ctx: Parameters<typeof findLink>[0],
  { presented }: Pick<Parameters<typeof hasBegun>[1], 'presented'>,
  purpose: BegunPurpose,
  link: Link,
): Promise<LinkView> {
  const { subject } = await findLink(ctx, purpose, link);
  const isUsed = purpose === 'activation' && subject?.user.isActive;
  if (!subject || !(isUsed || mayUseLink(purpose, subject.user))) {
    return { email: null, state: 'dead', isBegunHere: false };
  }
  const { email } = subject.user;
  // The mail that led here is on another site; only what the page says depends on the proof.
  const isBegunHere = hasBegun(ctx, { presented, isOwnPage: true }, { purpose, email });
  return { email, state: isUsed ? 'used' : 'good', isBegunHere };
}
