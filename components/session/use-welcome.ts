import { useRouter } from 'next/navigation';
import { tellSuccess } from '@/components/ui/tell';
import { api } from '@/lib/client/api';
import { useAppDispatch } from '@/lib/client/store';
import { announce } from '@/lib/client/tabs';
import { routes } from '@/lib/shared/routes';

/** What follows a sign-in, however it was done: everybody hears of it, and the way goes on to `next`. */
export function useWelcome(): (next: string | null) => Promise<void> {
  const router = useRouter();
  const dispatch = useAppDispatch();
  return async (next) => {
    announce('signed-in');
    const { usersMe } = api.endpoints;
    const options = { forceRefetch: true, subscribe: false };
    const { data: user } = await dispatch(usersMe.initiate(undefined, options));
    // An account elsewhere may come without a name.
    tellSuccess(user?.first_name ? `Welcome, ${user.first_name}.` : 'You are signed in.');
    router.replace(next ?? routes.dashboard);
    router.refresh();
  };
}
