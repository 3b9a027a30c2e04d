import { useContext } from 'react';
import { tellFailure } from '@/components/ui/tell';
import { useLogoutMutation } from '@/lib/client/api';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';

/**
 * Signs out, or says why it did not work; whoever watches the session does the rest, which is to
 * come back to this page where the wish is to sign in again.
 */
export function useSignOut(end: 'signed-out' | 'signing-in-again' = 'signed-out'): () => void {
  const [logOut] = useLogoutMutation();
  const siteUrl = useContext(SiteUrl);
  return () => {
    logOut(end)
      .unwrap()
      .catch((error: unknown) => tellFailure(explainFailure(error, siteUrl).message));
  };
}
