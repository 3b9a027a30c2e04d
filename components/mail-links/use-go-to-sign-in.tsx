import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { OtherAccount } from '@/components/mail-links/other-account';
import { tellSuccess } from '@/components/ui/tell';
import { emailGiven, selectUser } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { routes } from '@/lib/shared/routes';

interface Done {
  /** What to say on the sign-in page. */
  toast: string;
  /** What to say here to somebody who is signed in to another account, and goes on with it. */
  title: string;
  text: string;
}

/** Leads from a link that was used to signing in to its account, unless another one is in use. */
export function useGoToSignIn(email: string): (done: Done) => void {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const user = useAppSelector(selectUser);
  const { end } = useLinkEnd();
  return ({ toast, title, text }) => {
    if (user && user.email !== email) {
      end(<OtherAccount title={title} text={text} email={email} present={user.email} />);
      return;
    }
    dispatch(emailGiven(email));
    tellSuccess(toast);
    router.replace(routes.login);
    router.refresh();
  };
}
