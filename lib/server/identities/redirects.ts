import type { Provider } from '@/lib/server/oauth/provider';
import type { Settings } from '@/lib/server/settings/settings';
import type { OfferedProvider } from '@/lib/shared/providers';

type RedirectSettings = Pick<Settings, 'REDIRECT_URLS' | 'SITE_URL'>;
type Answering = Pick<Provider, 'slug' | 'answersBy'>;

/** Our own address to which a provider sends people back: no page takes what is posted. */
function callbackUrl(
  { SITE_URL }: Pick<Settings, 'SITE_URL'>,
  { slug, answersBy }: Answering,
): string {
  return answersBy === 'form_post'
    ? `${SITE_URL}/api/o/${slug}/return/`
    : `${SITE_URL}/auth/${slug}`;
}

/**
 * True if a provider may send people there: one of REDIRECT_URLS to the letter, or without that
 * setting our own address for this very provider.
 */
export function isRedirectAllowed(
  settings: RedirectSettings,
  provider: Answering,
  redirectUri: string,
): boolean {
  const { REDIRECT_URLS } = settings;
  if (REDIRECT_URLS.length > 0) return REDIRECT_URLS.includes(redirectUri);
  return redirectUri === callbackUrl(settings, provider);
}

/**
 * The configured providers as the pages offer them. A page that is open at another host name than
 * `SITE_URL` starts nothing: the cookie of the attempt would be missing at the address to come back to.
 */
export function offeredProviders({
  settings,
  providers,
}: {
  settings: RedirectSettings;
  providers: readonly (Answering & Pick<Provider, 'label'>)[];
}): OfferedProvider[] {
  return providers.map((provider) => {
    const { slug, label } = provider;
    return { slug, label, redirectUri: callbackUrl(settings, provider) };
  });
}
