import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { OtherAccount } from '@/components/mail-links/other-account';
import { toastSuccess } from '@/components/ui/toasts';
import { emailGiven, selectUser } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { routes } from '@/lib/shared/routes';

interface Done {
  /** The toast on the sign-in page. */
  toast: string;
  /** The title here, for a user who is signed in to another account. */
  title: string;
  text: string;
}

/** Leads from a used link to the sign-in page, unless the user is signed in to another account. */
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
    toastSuccess(toast);
    router.replace(routes.login);
    router.refresh();
  };
}
