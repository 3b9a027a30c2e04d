import type { Metadata } from 'next';
import { PasswordResetForm } from '@/components/mail-links/password-reset-form';
import { AuthPanel } from '@/components/ui/auth-panel';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function PasswordResetPage() {
  return (
    <AuthPanel
      title="Forgot your password?"
      lead="We send you a link to set a new one."
      other={{ question: 'Remembered it?', label: 'Sign in', href: routes.login }}
    >
      <PasswordResetForm />
    </AuthPanel>
  );
}
