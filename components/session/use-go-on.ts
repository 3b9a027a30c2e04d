import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { isMisledByRouter } from '@/lib/client/first-address';

/** Returns the step from a sign-in page, after the sign-in, to the page that was asked for. */
export function useGoOn(): (path: string) => void {
  const router = useRouter();
  return useCallback(
    (path) => {
      if (isMisledByRouter(path)) window.location.assign(path);
      else router.replace(path);
    },
    [router],
  );
}
