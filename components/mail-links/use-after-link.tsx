import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { useGoToSignIn } from '@/components/mail-links/use-go-to-sign-in';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { toastSuccess } from '@/components/ui/toasts';
import { emailGiven } from '@/lib/client/session-slice';
import { useAppDispatch } from '@/lib/client/store';
import { routes } from '@/lib/shared/routes';

/**
 * Returns the step that follows each link that needs nothing but a press; `email` is its address.
 */
export function useAfterLink(email: string) {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const { end } = useLinkEnd();
  const goToSignIn = useGoToSignIn(email, 'activation');
  return {
    activation: () =>
      goToSignIn({
        news: 'Your account is active.',
        whatNext: 'Sign in to use it.',
        title: 'The account is active',
        text: `${email} can sign in now.`,
      }),
    'email-confirm': async () => {
      dispatch(emailGiven(email));
      toastSuccess(`From now on, sign in with ${email}.`);
      router.replace(routes.dashboard);
      router.refresh();
    },
    'email-undo': async () => {
      dispatch(emailGiven(email));
      end(<OldAddressKept email={email} />);
      // The user who was signed in here no longer is.
      router.refresh();
    },
  };
}

function OldAddressKept({ email }: { email: string }) {
  return (
    <MessagePage
      title="Your old address stays"
      text={`All devices are signed out, and the password no longer works. A link to set a new one is on its way to ${email}.`}
      isNews
    >
      <Link href={routes.passwordReset} className={buttonClass('quiet')}>
        Send the link again
      </Link>
    </MessagePage>
  );
}
