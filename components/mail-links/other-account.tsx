'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useSignOut } from '@/components/session/use-sign-out';
import { Button, buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { emailGiven, selectUser } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { loginPath, routes } from '@/lib/shared/routes';

interface OtherAccountProps {
  title: string;
  text: string;
  /** The address of the account that a link was for. */
  email: string;
  /** The address of the account that is signed in here. */
  present: string;
  /** The page to go on to with the account of the link. */
  next: string | null;
}

/**
 * A page about a link of one account, used while another is signed in; asks which one to go on
 * with.
 */
export function OtherAccount({ title, text, email, present, next }: OtherAccountProps) {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const signOut = useSignOut();
  const isGone = useAppSelector(selectUser) === null;

  useEffect(() => {
    if (!isGone) return;
    dispatch(emailGiven(email));
    router.replace(loginPath(next));
    router.refresh();
  }, [dispatch, email, isGone, next, router]);

  return (
    <MessagePage
      title={title}
      text={`${text} In this browser you are signed in as ${present}.`}
      isNews
    >
      <Link href={routes.dashboard} className={buttonClass()}>
        Stay signed in
      </Link>
      <Button look="quiet" onClick={signOut}>
        Sign out
      </Button>
    </MessagePage>
  );
}
