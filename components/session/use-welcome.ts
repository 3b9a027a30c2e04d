import { useRouter } from 'next/navigation';
import { useGoOn } from '@/components/session/use-go-on';
import { toastSuccess } from '@/components/ui/toasts';
import { forgetKeptNext } from '@/lib/client/kept-next';
import { loadApi } from '@/lib/client/late-api';
import { useAppDispatch } from '@/lib/client/store';
import { announce } from '@/lib/client/tabs';
import { routes } from '@/lib/shared/routes';

/**
 * Returns the step after every kind of sign-in: tells all tabs, greets the user, after the `news` if
 * there are any, and goes to `next`.
 */
export function useWelcome(): (next: string | null, news?: string) => Promise<void> {
  const router = useRouter();
  const goOn = useGoOn();
  const dispatch = useAppDispatch();

  async function findUser() {
    const loaded = await loadApi().catch(() => null);
    const options = { forceRefetch: true, subscribe: false };
    const call = loaded?.endpoints.usersMe.initiate(undefined, options);
    return call && (await dispatch(call)).data;
  }

  return async (next, news = '') => {
    announce('signed-in');
    forgetKeptNext();
    const user = await findUser();
    // A provider may tell no name, and the server may be out of reach by now.
    const greeting = user?.first_name ? `Welcome, ${user.first_name}.` : 'You are signed in.';
    toastSuccess(`${news} ${greeting}`.trim());
    goOn(next ?? routes.dashboard);
    router.refresh();
  };
}
