'use client';

import { Menu, MenuButton, MenuItem, MenuItems } from '@headlessui/react';
import {
  ArrowRightStartOnRectangleIcon,
  ChevronDownIcon,
  Squares2X2Icon,
  UserCircleIcon,
} from '@heroicons/react/24/outline';
import Link from 'next/link';
import { useSignOut } from '@/components/session/use-sign-out';
import type { UserItem } from '@/lib/shared/contracts/users';
import { routes } from '@/lib/shared/routes';
import { greetingName, initials, wholeName } from '@/lib/shared/user-names';

const itemClass =
  'flex w-full items-center gap-3 rounded-md px-3 py-2.5 text-left text-sm data-focus:bg-canvas data-focus:outline-2 data-focus:outline-accent';

/** The menu of the signed-in user: name, links to their pages, and the button to sign out. */
export function UserMenu({ user }: { user: UserItem }) {
  const signOut = useSignOut();
  return (
    <Menu as="div" className="relative">
      <MenuButton className="flex min-h-11 items-center gap-2 rounded-lg px-2 text-sm font-medium hover:bg-canvas">
        <span
          aria-hidden="true"
          className="flex size-8 items-center justify-center rounded-full bg-accent text-xs font-semibold text-on-accent"
        >
          {initials(user)}
        </span>
        <span className="max-w-40 truncate max-sm:sr-only">{greetingName(user)}</span>
        <ChevronDownIcon aria-hidden="true" className="size-4 text-muted" />
      </MenuButton>
      <MenuItems className="absolute top-full right-0 z-20 mt-2 w-64 rounded-xl outline-none border border-line bg-surface p-1.5 text-ink shadow-lg">
        <div className="border-b border-line px-3 pb-2.5 pt-1.5">
          <p className="truncate text-sm font-medium">{wholeName(user)}</p>
          <p className="truncate text-sm text-muted">{user.email}</p>
        </div>
        <MenuItem>
          <Link href={routes.dashboard} className={`${itemClass} mt-1.5`}>
            <Squares2X2Icon aria-hidden="true" className="size-5 text-muted" />
            Dashboard
          </Link>
        </MenuItem>
        <MenuItem>
          <Link href={routes.account} className={itemClass}>
            <UserCircleIcon aria-hidden="true" className="size-5 text-muted" />
            Account
          </Link>
        </MenuItem>
        <MenuItem>
          <button type="button" onClick={signOut} className={itemClass}>
            <ArrowRightStartOnRectangleIcon aria-hidden="true" className="size-5 text-muted" />
            Sign out
          </button>
        </MenuItem>
      </MenuItems>
    </Menu>
  );
}
