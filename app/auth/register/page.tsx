import type { Metadata } from 'next';
import { AuthPanel } from '@/components/auth/auth-panel';
import { RegisterForm } from '@/components/auth/register-form';
import { WithProviders } from '@/components/auth/with-providers';
import { getContext } from '@/lib/server/context';
import { offeredProviders } from '@/lib/server/social/redirects';
import { loginPath } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Create account' };

export default async function RegisterPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await readNext(searchParams);
  const ctx = getContext();
  const other = { question: 'Have an account?', label: 'Sign in', href: loginPath(next) };
  return (
    <AuthPanel title="Create your account" lead="It takes a minute." other={other}>
      <WithProviders providers={offeredProviders(ctx)} next={next}>
        <RegisterForm next={next} isActivationRequired={ctx.settings.SEND_ACTIVATION_EMAIL} />
      </WithProviders>
    </AuthPanel>
  );
}
