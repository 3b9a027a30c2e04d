import type { Metadata } from 'next';
import { AuthPanel } from '@/components/auth/auth-panel';
import { RegisterForm } from '@/components/auth/register-form';
import { getContext } from '@/lib/server/context';
import { loginPath } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Create account' };

export default async function RegisterPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await readNext(searchParams);
  const { SEND_ACTIVATION_EMAIL } = getContext().settings;
  return (
    <AuthPanel
      title="Create your account"
      lead="It takes a minute."
      other={{ question: 'Have an account?', label: 'Sign in', href: loginPath(next) }}
    >
      <RegisterForm next={next} isActivationRequired={SEND_ACTIVATION_EMAIL} />
    </AuthPanel>
  );
}
