import { ArrowPathIcon, EyeSlashIcon, ShieldCheckIcon } from '@heroicons/react/24/outline';
import Link from 'next/link';
import { Mark } from '@/components/layout/mark';
import { buttonClass } from '@/components/ui/button';
import type { UserItem } from '@/lib/shared/contracts/users';
import { routes } from '@/lib/shared/routes';
import { greetingName } from '@/lib/shared/user-names';

const PROMISES = [
  {
    icon: EyeSlashIcon,
    title: 'Nothing to steal in the page',
    text: 'Your sign-in lives in HttpOnly cookies. No script, ours or a stranger’s, can read it.',
  },
  {
    icon: ArrowPathIcon,
    title: 'Signed in means signed in',
    text: 'Sessions renew by themselves. Two tabs at once, a reload or a short network failure do not sign you out.',
  },
  {
    icon: ShieldCheckIcon,
    title: 'Signed out means signed out',
    text: 'Signing out ends the session on the server at once, in every tab.',
  },
] as const;

interface HomeProps {
  siteName: string;
  /** The signed-in user, null for a visitor; undefined if the server cannot tell. */
  user: UserItem | null | undefined;
}

/** The front page. */
export function Home({ siteName, user }: HomeProps) {
  return (
    <div className="relative mx-auto max-w-5xl px-4 py-16 sm:px-6 sm:py-24">
      <Mark className="absolute top-16 right-6 size-72 text-accent opacity-10 max-lg:hidden" />
      <h1 className="max-w-2xl text-4xl font-semibold tracking-tight text-balance wrap-anywhere sm:text-5xl">
        {user ? `Good to have you here, ${greetingName(user)}.` : 'Your account, safe and simple.'}
      </h1>
      <p className="mt-5 max-w-xl text-lg text-pretty text-muted">
        {siteName} remembers you and keeps others from signing in as you.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        {user && (
          <Link href={routes.dashboard} className={buttonClass()}>
            Go to your dashboard
          </Link>
        )}
        {user === null && (
          <>
            <Link href={routes.register} className={buttonClass()}>
              Create account
            </Link>
            <Link href={routes.login} className={buttonClass('quiet')}>
              Sign in
            </Link>
          </>
        )}
      </div>
      <ul className="mt-16 grid gap-8 border-t border-line pt-10 sm:mt-24 sm:grid-cols-3">
        {PROMISES.map(({ icon: Icon, title, text }) => (
          <li key={title}>
            <Icon aria-hidden="true" className="size-6 text-accent" />
            <h2 className="mt-4 font-medium">{title}</h2>
            <p className="mt-1.5 text-sm text-pretty text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
