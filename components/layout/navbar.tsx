'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Mark } from '@/components/layout/mark';
import { buttonClass } from '@/components/ui/button';
import { OnwardLink } from '@/components/ui/onward-link';
import { selectUser } from '@/lib/client/session-slice';
import { useAppSelector } from '@/lib/client/store';
import { routes, safeNextPath } from '@/lib/shared/routes';

// The menu is a third of a page's scripts, so visitors who are not signed in do not load it.
const UserMenu = dynamic(() =>
  import('@/components/layout/user-menu').then((module) => module.UserMenu),
);

/** The top of every page: home, and the user's menu or the links to sign in and sign up. */
export function Navbar({ siteName }: { siteName: string }) {
  const user = useAppSelector(selectUser);
  const pathname = usePathname();
  const next = safeNextPath(useSearchParams()?.get('next'));
  return (
    <header className="border-b border-line bg-surface">
      <nav
        aria-label="Main"
        className="mx-auto flex h-16 max-w-5xl items-center justify-between gap-4 px-4 sm:px-6"
      >
        <Link
          href={routes.home}
          className="flex min-h-11 items-center gap-2.5 rounded-lg font-semibold tracking-tight"
        >
          <Mark className="size-7 text-accent" />
          {siteName}
        </Link>
        {user && <UserMenu user={user} />}
        {user === null && (
          <div className="flex items-center gap-1 sm:gap-2">
            {pathname !== routes.login && (
              <OnwardLink
                page={routes.login}
                next={next}
                className="flex min-h-11 items-center rounded-lg px-3 text-sm font-medium hover:bg-canvas"
              >
                Sign in
              </OnwardLink>
            )}
            {pathname !== routes.register && (
              <OnwardLink page={routes.register} next={next} className={buttonClass('quiet')}>
                Create account
              </OnwardLink>
            )}
          </div>
        )}
      </nav>
    </header>
  );
}
