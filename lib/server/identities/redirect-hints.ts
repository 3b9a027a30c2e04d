import { isRedirectAllowed, offeredProviders } from '@/lib/server/identities/redirects';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import type { Settings } from '@/lib/server/settings/settings';

/** A warning for each provider whose button can only fail, since REDIRECT_URLS leaves its page out. */
export function redirectHints(settings: Settings): string[] {
  const providers = createProviders(settings, { now: () => new Date() });
  return providers.flatMap((provider) => {
    const [offered] = offeredProviders({ settings, providers: [provider] });
    if (!offered || isRedirectAllowed(settings, provider, offered.redirectUri)) return [];
    const { label, redirectUri } = offered;
    return [
      `REDIRECT_URLS leaves out ${redirectUri}: signing in with ${label} on our pages fails. Add it.`,
    ];
  });
}
