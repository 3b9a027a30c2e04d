import { useContext, useEffect, useState } from 'react';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { explainFailure, type Failure, wrongOriginText } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import type { OfferedProvider } from '@/lib/shared/providers';

/** Asks the API for the provider's page to send the browser to. */
type Ask = () => Promise<{ authorization_url: string }>;

/** Sends the browser to a provider; `onFailure` gets the reason if it stays here. */
export function useProviderRedirect(onFailure: (failure: Failure, label: string) => void) {
  const [pending, setPending] = useState<string | null>(null);
  const siteUrl = useContext(SiteUrl);

  useEffect(() => {
    // The browser's back button may show the page as the user left it.
    const wake = () => setPending(null);
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);

  async function redirectTo({ slug, label, redirectUri }: OfferedProvider, ask: Ask) {
    if (pending !== null) return;
    const { origin } = new URL(redirectUri);
    if (origin !== window.location.origin) {
      // The cookie of the attempt would stay at this origin, and the answer arrive at the other.
      toastFailure(wrongOriginText(origin));
      return;
    }
    setPending(slug);
    try {
      const { authorization_url } = await ask();
      dismissFailure();
      // The button stays pending until the page has gone, so that it cannot be pressed twice.
      window.location.assign(authorization_url);
    } catch (error) {
      setPending(null);
      onFailure(explainFailure(error, siteUrl), label);
    }
  }

  return { redirectTo, pending };
}
