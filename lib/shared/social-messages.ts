import { type Catalogue, type ErrorCode, type Refusal, refusal } from '@/lib/shared/error-codes';

const failed = (code: ErrorCode, why: string) => refusal(code, `Authentication failed: ${why}`);

/**
 * The sentences of sign-in with a provider, with their codes. Wording: social-core 4 and Djoser,
 * where they have a sentence for it.
 */
export const socialMessage = {
  notSupported: (provider: string) =>
    refusal('provider_not_supported', `Provider '${provider}' not supported`),
  redirectRefused: refusal(
    'redirect_refused',
    'redirect_uri must be in SOCIAL_AUTH_ALLOWED_REDIRECT_URIS',
  ),
  stateMissing: refusal('state_missing', 'Missing needed parameter state'),
  codeMissing: refusal('code_missing', 'Missing needed parameter code'),
  stateUnknown: refusal('state_unknown', 'State could not be found in server-side session data.'),
  stateInvalid: refusal('state_not_valid', 'Invalid state has been provided.'),
  canceled: refusal('provider_canceled', 'Authentication process canceled'),
  unreachable: refusal('provider_unreachable', 'The authentication provider could not be reached'),
  providerFailed: (why: string) => failed('provider_failed', why),
  providerRefused: failed('provider_failed', 'the provider refused the request'),
  accountNotActive: failed('account_not_active', 'this account is not active'),
  accountAwaitsActivation: failed(
    'account_awaits_activation',
    'this account awaits activation, and resetting its password activates it',
  ),
  addressReserved: failed('address_reserved', 'somebody gave this address up and may want it back'),
  signedOutMeanwhile: failed(
    'signed_out_meanwhile',
    'whoever began to link is not signed in any more',
  ),
  identityTaken: (label: string) =>
    failed('identity_taken', `this ${label} account signs somebody else in here`),
  confirmEmail: (email: string) =>
    failed('confirm_email', `follow the link that we sent to ${email}`),
  nameEmail: (label: string) => failed('name_email', `${label} did not tell your e-mail address`),
  recentSignIn: refusal('recent_sign_in_required', 'This takes a recent sign-in. Sign in again.'),
  lastWayIn: refusal(
    'last_way_in',
    'This is your only way to sign in. Set a password, or link another account, first.',
  ),
  otherBrowser: refusal('other_browser', 'Open this link in the browser in which you began.'),
  nothingToConfirm: refusal(
    'nothing_to_confirm',
    'There is nothing to confirm in this browser. Begin again on the sign-in page.',
  ),
} as const satisfies Catalogue<Refusal>;
