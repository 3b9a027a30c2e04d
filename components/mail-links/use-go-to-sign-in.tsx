import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { OtherAccount } from '@/components/mail-links/other-account';
import { useWelcome } from '@/components/session/use-welcome';
import { toastSuccess } from '@/components/ui/toasts';
import { api } from '@/lib/client/api';
import { type KeptWay, takeNext } from '@/lib/client/kept-next';
import { emailGiven, selectUser } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { loginPath } from '@/lib/shared/routes';

interface Done {
  /** The beginning of the toast on the next page. */
  news: string;
  /** The end of the toast, if that is the sign-in page. */
  whatNext: string;
  /** The title here, for a user who is signed in to another account. */
  title: string;
  text: string;
}

/**
 * Leads from a used link to the page that was kept for this way: at once in the browser that asked
 * for the link, which is signed in by now, elsewhere by way of the sign-in page; not if the user is
 * signed in to another account.
 */
export function useGoToSignIn(email: string, way: KeptWay): (done: Done) => Promise<void> {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const user = useAppSelector(selectUser);
  const welcome = useWelcome();
  const { end } = useLinkEnd();
  return async ({ news, whatNext, title, text }) => {
    const next = takeNext(way);
    if (user && user.email !== email) {
      const both = { email, present: user.email };
      end(<OtherAccount title={title} text={text} {...both} next={next} />);
      return;
    }
    const { usersMe } = api.endpoints;
    const options = { forceRefetch: true, subscribe: false };
    const { data: signedIn } = await dispatch(usersMe.initiate(undefined, options));
    if (signedIn?.email === email) return welcome(next, news);
    dispatch(emailGiven(email));
    toastSuccess(`${news} ${whatNext}`);
    router.replace(loginPath(next));
    router.refresh();
  };
}
