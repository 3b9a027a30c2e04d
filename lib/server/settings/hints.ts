import { frontEndHints } from '@/lib/server/settings/front-end';
import { otherSiteHints } from '@/lib/server/settings/other-sites';
import type { Settings } from '@/lib/server/settings/settings';
import { isLoopback } from '@/lib/shared/loopback';
import { isOnVercel } from '@/lib/shared/platform';

/** Settings of the Django system that this one replaces, and their successors. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  DJANGO_ALLOWED_HOSTS: 'SITE_URL names the one address of the app',
  DOMAIN: 'SITE_URL, with its scheme',
  DEBUG: 'LOG_LEVEL=debug, and `npm run dev` for development',
  DEVELOPMENT_MODE: '`npm run dev` is development, `npm start` production',
  NEXT_PUBLIC_HOST: 'nothing: the API is served by the same app, below /api',
};

/**
 * The fewest different characters that 32 random bytes have in hex or base64, for all practical
 * purposes.
 */
const MIN_SECRET_VARIETY = 8;

/** Returns warnings for the log at start: settings that are not read any more, and weak ones. */
export function settingsHints(
  settings: Settings,
  variables: Readonly<Record<string, string | undefined>>,
): string[] {
  const isProduction = variables.NODE_ENV === 'production';
  const { hostname, protocol } = new URL(settings.SITE_URL);
  const isHttps = protocol === 'https:';
  const isOwnMachine = isLoopback(hostname);
  return [
    ...Object.entries(SUCCESSORS)
      .filter(([name]) => variables[name])
      .map(([name, successor]) => `${name} is not read any more. Its successor: ${successor}.`),
    ...(settings.DJANGO_SECRET_KEY
      ? [
          'DJANGO_SECRET_KEY is set: an attacker who knows it can sign in as every imported user. ' +
            'Unset it once the tokens of the Django system have expired.',
        ]
      : []),
    ...(isProduction && settings.BCRYPT_COST < 10
      ? [`BCRYPT_COST=${settings.BCRYPT_COST} is too weak for real accounts: use 12.`]
      : []),
    ...(isProduction && !variables.SITE_URL
      ? [`SITE_URL is not set: people can sign in at ${settings.SITE_URL} only.`]
      : []),
    ...(isProduction && !isHttps && !isOwnMachine
      ? ['SITE_URL is plain http: cookies and passwords can be read on the way. Use https.']
      : []),
    ...(isHttps && settings.AUTH_COOKIE_SECURE === false
      ? ['AUTH_COOKIE_SECURE=false lets cookies travel unencrypted too. Unset it.']
      : []),
    ...(!isHttps && !isOwnMachine && settings.AUTH_COOKIE_SECURE
      ? ['AUTH_COOKIE_SECURE=true needs https: at SITE_URL browsers will drop the cookies.']
      : []),
    ...otherSiteHints(settings),
    ...(settings.RATE_LIMIT === 'off'
      ? [
          'RATE_LIMIT=off: passwords can be guessed without end, and strangers can cause mails without end. ' +
            'It is for load tests only.',
        ]
      : []),
    ...(isProduction && isHttps && !isOnVercel(variables) && !variables.TRUSTED_PROXY_HOPS
      ? [
          'TRUSTED_PROXY_HOPS is not set, and SITE_URL is https: if a proxy is in front, all clients share its ' +
            'address and its limits. Set it to the number of proxies that add to X-Forwarded-For, or to 0.',
        ]
      : []),
    ...(isProduction && !variables.SEND_ACTIVATION_EMAIL
      ? [
          'SEND_ACTIVATION_EMAIL is not set: people can sign up with addresses that are not theirs, so an ' +
            'address gets one notice and no more until it is confirmed. Set it to true, or to false to keep it so.',
        ]
      : []),
    ...frontEndHints(settings),
    ...secretHints(settings),
  ];
}

/** Returns warnings about the secret that signs. */
function secretHints({ JWT_SECRET, JWT_PREVIOUS_SECRETS }: Settings): string[] {
  return [
    ...(JWT_PREVIOUS_SECRETS.includes(JWT_SECRET)
      ? ['JWT_PREVIOUS_SECRETS names JWT_SECRET itself: was JWT_SECRET to be replaced?']
      : []),
    ...(/,|^\s|\s$/.test(JWT_SECRET)
      ? ['JWT_SECRET has a comma or a space at its end: JWT_PREVIOUS_SECRETS cannot name it later.']
      : []),
    ...(new Set(JWT_SECRET).size < MIN_SECRET_VARIETY
      ? ['JWT_SECRET repeats itself: make a better one with `npm run cli -- generate-secret`.']
      : []),
  ];
}
