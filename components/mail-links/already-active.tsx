'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { OtherAccount } from '@/components/mail-links/other-account';
import { Button, buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { takeNext } from '@/lib/client/kept-next';
import { emailGiven, selectUser } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { loginPath, routes } from '@/lib/shared/routes';

interface AlreadyActiveProps {
  /** The address of the account that the link activated. */
  email: string;
  /** True if it replaces the button that used the link once more. */
  isNews?: boolean;
}

/** A page about an activation link that was used before: nothing is wrong, and the next step is to sign in. */
export function AlreadyActive({ email, isNews = false }: AlreadyActiveProps) {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const user = useAppSelector(selectUser);
  const about = { title: 'The account is active already', text: `${email} can sign in.` };
  if (user && user.email !== email) {
    return <OtherAccount {...about} email={email} present={user.email} next={null} />;
  }

  function goToSignIn() {
    dispatch(emailGiven(email));
    router.push(loginPath(takeNext('activation')));
  }

  return (
    <MessagePage {...about} isNews={isNews}>
      {user ? (
        <Link href={routes.dashboard} className={buttonClass()}>
          Go to your account
        </Link>
      ) : (
        <Button onClick={goToSignIn}>Sign in</Button>
      )}
      <Link href={routes.home} className={buttonClass('quiet')}>
        Go to the front page
      </Link>
    </MessagePage>
  );
}
