import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { OtherAccount } from '@/components/mail-links/other-account';
import { toastSuccess } from '@/components/ui/toasts';
import { type KeptWay, takeNext } from '@/lib/client/kept-next';
import { emailGiven, selectUser } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { loginPath } from '@/lib/shared/routes';

interface Done {
  /** The toast on the sign-in page. */
  toast: string;
  /** The title here, for a user who is signed in to another account. */
  title: string;
  text: string;
}

/**
 * Leads from a used link to the sign-in page, which goes on to the page that was kept for this way;
 * not if the user is signed in to another account.
 */
export function useGoToSignIn(email: string, way: KeptWay): (done: Done) => void {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const user = useAppSelector(selectUser);
  const { end } = useLinkEnd();
  return ({ toast, title, text }) => {
    const next = takeNext(way);
    if (user && user.email !== email) {
      const both = { email, present: user.email };
      end(<OtherAccount title={title} text={text} {...both} next={next} />);
      return;
    }
    dispatch(emailGiven(email));
    toastSuccess(toast);
    router.replace(loginPath(next));
    router.refresh();
  };
}
