import type { Metadata } from 'next';
import { AuthPanel } from '@/components/auth/auth-panel';
import { LoginForm } from '@/components/auth/login-form';
import { WithProviders } from '@/components/auth/with-providers';
import { getContext } from '@/lib/server/context';
import { offeredProviders } from '@/lib/server/social/redirects';
import { registerPath } from '@/lib/shared/routes';
import { readNext, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Sign in' };

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await readNext(searchParams);
  const ctx = getContext();
  const other = { question: 'New here?', label: 'Create an account', href: registerPath(next) };
  return (
    <AuthPanel title="Sign in" lead="Good to see you again." other={other}>
      <WithProviders providers={offeredProviders(ctx)} next={next}>
        <LoginForm next={next} isActivationRequired={ctx.settings.SEND_ACTIVATION_EMAIL} />
      </WithProviders>
    </AuthPanel>
  );
}
