import { useContext } from 'react';
import { toastFailure } from '@/components/ui/toasts';
import { useLogoutMutation } from '@/lib/client/api';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';

/**
 * Returns a function that signs out, or shows why that failed. `SessionWatch` does the rest; after
 * `signing-in-again` the user comes back to this page.
 */
export function useSignOut(end: 'signed-out' | 'signing-in-again' = 'signed-out'): () => void {
  const [logOut] = useLogoutMutation();
  const siteUrl = useContext(SiteUrl);
  return () => {
    logOut(end)
      .unwrap()
      .catch((error: unknown) => toastFailure(explainFailure(error, siteUrl).message));
  };
}
