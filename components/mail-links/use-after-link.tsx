import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { useGoToSignIn } from '@/components/mail-links/use-go-to-sign-in';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { tellSuccess } from '@/components/ui/tell';
import { emailGiven } from '@/lib/client/session-slice';
import { useAppDispatch } from '@/lib/client/store';
import { routes } from '@/lib/shared/routes';

/** What follows the use of each link that needs no more than a press; `email` is what it is about. */
export function useAfterLink(email: string) {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const { end } = useLinkEnd();
  const goToSignIn = useGoToSignIn(email);
  return {
    activation: () =>
      goToSignIn({
        toast: 'Your account is active. Sign in to use it.',
        title: 'The account is active',
        text: `${email} can sign in now.`,
      }),
    'email-confirm': () => {
      dispatch(emailGiven(email));
      tellSuccess(`From now on, sign in with ${email}.`);
      router.replace(routes.dashboard);
      router.refresh();
    },
    'email-undo': () => {
      dispatch(emailGiven(email));
      end(<OldAddressKept email={email} />);
      // Whoever was signed in here is not any more.
      router.refresh();
    },
  };
}

function OldAddressKept({ email }: { email: string }) {
  return (
    <MessagePage
      title="Your old address stays"
      text={`Everybody is signed out, and the password is worth nothing any more. A link to set a new one is on its way to ${email}.`}
      isNews
    >
      <Link href={routes.passwordReset} className={buttonClass('quiet')}>
        Send the link again
      </Link>
    </MessagePage>
  );
}
