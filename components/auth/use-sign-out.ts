import { useContext } from 'react';
import { tellFailure } from '@/components/ui/tell';
import { useLogoutMutation } from '@/lib/client/api';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';

/** Signs out, or says why it did not work; whoever watches the session does the rest. */
export function useSignOut(): () => void {
  const [logOut] = useLogoutMutation();
  const siteUrl = useContext(SiteUrl);
  return () => {
    logOut()
      .unwrap()
      .catch((error: unknown) => tellFailure(explainFailure(error, siteUrl).message));
  };
}
