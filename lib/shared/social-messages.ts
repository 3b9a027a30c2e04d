/** What social sign-in says. Wording: social-core 4 and Djoser, as far as they have a word for it. */
export const socialMessage = {
  notSupported: (provider: string) => `Provider '${provider}' not supported`,
  redirectRefused: 'redirect_uri must be in SOCIAL_AUTH_ALLOWED_REDIRECT_URIS',
  missing: (parameter: 'state' | 'code') => `Missing needed parameter ${parameter}`,
  stateUnknown: 'State could not be found in server-side session data.',
  stateInvalid: 'Invalid state has been provided.',
  canceled: 'Authentication process canceled',
  failed: (why: string) => `Authentication failed: ${why}`,
  unreachable: 'The authentication provider could not be reached',
  recentSignIn: 'This takes a recent sign-in. Sign in again.',
  lastWayIn: 'This is your only way to sign in. Set a password, or link another account, first.',
  otherBrowser: 'Open this link in the browser in which you began.',
  nothingToConfirm: 'There is nothing to confirm in this browser. Begin again on the sign-in page.',
} as const;

/** Says beside a refusal what would help: which page should come next. */
export const socialCode = { confirmEmail: true, nameEmail: true } as const;
