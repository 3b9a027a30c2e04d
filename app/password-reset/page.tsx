import type { Metadata } from 'next';
import { PasswordResetForm } from '@/components/mail-links/password-reset-form';
import { AuthPanel } from '@/components/ui/auth-panel';
import { routes } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default async function PasswordResetPage(props: { searchParams: SearchParams }) {
  const next = await readNext(props.searchParams);
  return (
    <AuthPanel
      title="Forgot your password?"
      lead="We send you a link to set a new one."
      other={{ question: 'Remembered it?', label: 'Sign in', href: routes.login, next }}
    >
      <PasswordResetForm next={next} />
    </AuthPanel>
  );
}
