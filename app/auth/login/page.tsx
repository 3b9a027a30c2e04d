import type { Metadata } from 'next';
import { AuthPanel } from '@/components/auth/auth-panel';
import { LoginForm } from '@/components/auth/login-form';
import { getContext } from '@/lib/server/context';
import { registerPath } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Sign in' };

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await readNext(searchParams);
  const { SEND_ACTIVATION_EMAIL } = getContext().settings;
  return (
    <AuthPanel
      title="Sign in"
      lead="Good to see you again."
      other={{ question: 'New here?', label: 'Create an account', href: registerPath(next) }}
    >
      <LoginForm next={next} isActivationRequired={SEND_ACTIVATION_EMAIL} />
    </AuthPanel>
  );
}
