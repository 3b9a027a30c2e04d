import { headers } from 'next/headers';
import { readPresentedTokens } from '@/lib/server/http/request';
import type { BegunPurpose } from '@/lib/server/links/begun';
import { findLinkView, type LinkView } from '@/lib/server/links/link-view';
import type { Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';

/** Looks at the link of this page, in the browser that shows it. */
export async function viewLink(purpose: BegunPurpose, link: Link): Promise<LinkView> {
  const ctx = getContext();
  const presented = readPresentedTokens(await headers(), ctx.settings);
  return findLinkView(ctx, { presented }, purpose, link);
}
