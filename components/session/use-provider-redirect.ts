import { useContext, useEffect, useState } from 'react';
import { forgetFailure, tellFailure } from '@/components/ui/tell';
import { explainFailure, type Failure, misplaced } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import type { OfferedProvider } from '@/lib/shared/providers';

/** Asks the API where to send the browser. */
type Ask = () => Promise<{ authorization_url: string }>;

/** Sends the browser to a provider. `onFailure` is told why it stays here. */
export function useProviderRedirect(onFailure: (failure: Failure, label: string) => void) {
  const [pending, setPending] = useState<string | null>(null);
  const siteUrl = useContext(SiteUrl);

  useEffect(() => {
    // Whoever comes back by the browser's button may find the page as they left it.
    const wake = () => setPending(null);
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);

  async function redirectTo({ slug, label, redirectUri }: OfferedProvider, ask: Ask) {
    if (pending !== null) return;
    const { origin } = new URL(redirectUri);
    if (origin !== window.location.origin) {
      // The cookie of the attempt would stay here, and the answer arrive there.
      tellFailure(misplaced(origin));
      return;
    }
    setPending(slug);
    try {
      const { authorization_url } = await ask();
      forgetFailure();
      // Until the page has gone, nothing may be pressed twice.
      window.location.assign(authorization_url);
    } catch (error) {
      setPending(null);
      onFailure(explainFailure(error, siteUrl), label);
    }
  }

  return { redirectTo, pending };
}
