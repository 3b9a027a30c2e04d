import type { Metadata } from 'next';
import { Account } from '@/components/account/account';
import { findOwnDetails } from '@/lib/server/accounts/own-details';
import { requireViewer } from '@/lib/server/http/next/viewer';
import { offeredProviders } from '@/lib/server/identities/redirects';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const user = await requireViewer(routes.account);
  const ctx = getContext();
  const details = await findOwnDetails(ctx, user.id);
  const { loginField } = ctx.settings.SWITCHES;
  const shown = { user, providers: offeredProviders(ctx), loginField, ...details };
  return <Account {...shown} />;
}
