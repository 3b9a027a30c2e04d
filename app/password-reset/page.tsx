import type { Metadata } from 'next';
import { AuthPanel } from '@/components/auth/auth-panel';
import { PasswordResetForm } from '@/components/auth/password-reset-form';
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
