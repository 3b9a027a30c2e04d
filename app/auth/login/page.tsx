import type { Metadata } from 'next';
import { LoginForm } from '@/components/sign-in/login-form';
import { SessionEndNote } from '@/components/sign-in/session-end-note';
import { WithProviders } from '@/components/sign-in/with-providers';
import { AuthPanel } from '@/components/ui/auth-panel';
import { offeredProviders } from '@/lib/server/identities/redirects';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';
import { readNext, readSessionEnd, type SearchParams } from '@/lib/shared/search-params';

export const metadata: Metadata = { title: 'Sign in' };

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await readNext(searchParams);
  const ctx = getContext();
  const other = { question: 'New here?', label: 'Create an account', href: routes.register, next };
  return (
    <AuthPanel title="Sign in" lead="Good to see you again." other={other}>
      <SessionEndNote end={await readSessionEnd(searchParams)} />
      <WithProviders providers={offeredProviders(ctx)} next={next}>
        <LoginForm next={next} isActivationRequired={ctx.settings.SEND_ACTIVATION_EMAIL} />
      </WithProviders>
    </AuthPanel>
  );
}
