import type { Metadata } from 'next';
import { RegisterForm } from '@/components/sign-in/register-form';
import { WithProviders } from '@/components/sign-in/with-providers';
import { AuthPanel } from '@/components/ui/auth-panel';
import { offeredProviders } from '@/lib/server/identities/redirects';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Create account' };

export default async function RegisterPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await readNext(searchParams);
  const ctx = getContext();
  const other = { question: 'Have an account?', label: 'Sign in', href: routes.login, next };
  return (
    <AuthPanel title="Create your account" lead="It takes a minute." other={other}>
      <WithProviders providers={offeredProviders(ctx)} next={next}>
        <RegisterForm next={next} isActivationRequired={ctx.settings.SEND_ACTIVATION_EMAIL} />
      </WithProviders>
    </AuthPanel>
  );
}
