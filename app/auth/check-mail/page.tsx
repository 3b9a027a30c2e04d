import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CheckMail } from '@/components/mail-links/check-mail';
import { AuthPanel } from '@/components/ui/auth-panel';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Activate your account' };

export default function CheckMailPage() {
  // Without activation mails, no user waits for one or could ask for one.
  if (!getContext().settings.SEND_ACTIVATION_EMAIL) notFound();
  return (
    <AuthPanel
      title="Activate your account"
      lead="The link in our mail is the last step."
      other={{ question: 'Done already?', label: 'Sign in', href: routes.login }}
    >
      <CheckMail />
    </AuthPanel>
  );
}
