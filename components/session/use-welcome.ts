import { useRouter } from 'next/navigation';
import { useGoOn } from '@/components/session/use-go-on';
import { toastSuccess } from '@/components/ui/toasts';
import { api } from '@/lib/client/api';
import { forgetKeptNext } from '@/lib/client/kept-next';
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
  return async (next, news = '') => {
    announce('signed-in');
    forgetKeptNext();
    const { usersMe } = api.endpoints;
    const options = { forceRefetch: true, subscribe: false };
    const { data: user } = await dispatch(usersMe.initiate(undefined, options));
    // A provider may tell no name.
    const greeting = user?.first_name ? `Welcome, ${user.first_name}.` : 'You are signed in.';
    toastSuccess(`${news} ${greeting}`.trim());
    goOn(next ?? routes.dashboard);
    router.refresh();
  };
}
