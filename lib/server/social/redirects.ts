import type { Settings } from '../env';

type RedirectSettings = Pick<Settings, 'REDIRECT_URLS' | 'SITE_URL'>;

/** The app's own page to which a provider sends people back. */
function callbackUrl({ SITE_URL }: Pick<Settings, 'SITE_URL'>, slug: string): string {
  return `${SITE_URL}/auth/${slug}`;
}

/**
 * True if a provider may send people there: one of REDIRECT_URLS to the letter, or without that
 * setting our own page for this very provider.
 */
export function isRedirectAllowed(
  settings: RedirectSettings,
  slug: string,
  redirectUri: string,
): boolean {
  const { REDIRECT_URLS } = settings;
  if (REDIRECT_URLS.length > 0) return REDIRECT_URLS.includes(redirectUri);
  return redirectUri === callbackUrl(settings, slug);
}
