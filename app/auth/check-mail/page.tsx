import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CheckMail } from '@/components/mail-links/check-mail';
import { AuthPanel } from '@/components/ui/auth-panel';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Activate your account' };

export default async function CheckMailPage(props: { searchParams: SearchParams }) {
  // Without activation mails, no user waits for one or could ask for one.
  if (!getContext().settings.SEND_ACTIVATION_EMAIL) notFound();
  const next = await readNext(props.searchParams);
  return (
    <AuthPanel
      title="Activate your account"
      lead="The link in our mail is the last step."
      other={{ question: 'Done already?', label: 'Sign in', href: routes.login, next }}
    >
      <CheckMail next={next} />
    </AuthPanel>
  );
}
