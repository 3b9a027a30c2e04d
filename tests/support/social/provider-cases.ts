import type { Slug } from '@/tests/support/social/every-provider';

/** The reason why a case cannot happen at a provider. */
interface Unfit {
  readonly unfit: string;
}

/** A provider's row: how each thing that providers do in practice must end there. */
interface Row {
  /** The first name of a new account whose provider told no name. */
  noName: string;
  /** The values of its flag that confirm the address, and some that do not. */
  flags: { yes: readonly unknown[]; no: readonly unknown[] };
  /** A confirmation that only user info has. */
  flagInUserInfo: 'counts' | 'is not asked for' | Unfit;
  /** User info that is down while all else is in order. */
  userInfoDown: 'goes on' | 'is needed';
  /** The addresses that may each take three seconds; the others beside them take two. */
  slow: readonly string[];
  /** The algorithms that it may use for its ID tokens, of those that are not everywhere. */
  keys: readonly OtherAlgorithm[] | Unfit;
  /** An issuer with a final slash where ours has none, or the reverse. */
  slash: 'as it announces' | 'refused';
  /** The error of a user who cancelled. */
  cancel: string;
}

/** The algorithms that are tried with each provider. */
export const OTHER_ALGORITHMS = ['ES384', 'PS512', 'EdDSA'] as const;
type OtherAlgorithm = (typeof OTHER_ALGORITHMS)[number];

const FLAGS = { yes: [true, 'true'], no: ['false', 'TRUE', '1', 1, [true], {}] };
const ONLY_PROFILE = { unfit: 'its profile is all that it says' };
const NO_ID_TOKEN = { unfit: 'it makes no ID tokens' };

/** Of those whose metadata, when their file was written, named RS256 alone. */
const RSA_ALONE: readonly OtherAlgorithm[] = [];

const byIdToken = {
  noName: 'ada.king',
  flags: FLAGS,
  flagInUserInfo: 'is not asked for',
  userInfoDown: 'goes on',
  slow: ['/token', '/keys'],
  keys: RSA_ALONE,
  slash: 'refused',
  cancel: 'access_denied',
} as const satisfies Row;

const byProfile = {
  ...byIdToken,
  flagInUserInfo: ONLY_PROFILE,
  userInfoDown: 'is needed',
  slow: ['/token'],
  keys: NO_ID_TOKEN,
} as const satisfies Row;

/** Every provider, and every case. A new provider does not compile until it answers each. */
export const providerCases: Readonly<Record<Slug, Row>> = {
  google: byIdToken,
  apple: { ...byIdToken, cancel: 'user_cancelled_authorize' },
  microsoft: {
    ...byIdToken,
    noName: 'ada',
    flags: { yes: [true, 'true', 1, '1'], no: [false, 'TRUE', '0', 2, [1], {}] },
  },
  linkedin: { ...byIdToken, flagInUserInfo: 'counts', cancel: 'user_cancelled_login' },
  gitlab: { ...byIdToken, flagInUserInfo: 'counts', noName: 'ada-login' },
  oidc: {
    ...byIdToken,
    flagInUserInfo: 'counts',
    keys: OTHER_ALGORITHMS,
    slash: 'as it announces',
  },
  // It calls no address confirmed, whatever else it says.
  facebook: { ...byProfile, flags: { yes: [], no: [true, ...FLAGS.no] }, cancel: 'user_denied' },
  github: { ...byProfile, noName: 'ada-login' },
  discord: { ...byProfile, noName: 'ada.login' },
};
