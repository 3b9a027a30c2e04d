import type { Metadata } from 'next';
import { AuthPanel } from '@/components/auth/auth-panel';
import { CheckMail } from '@/components/auth/check-mail';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Activate your account' };

export default function CheckMailPage() {
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
