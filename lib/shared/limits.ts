import { DAY_SECONDS } from '@/lib/shared/time';

/** The kind of subject that a limit counts for; each subject has a bucket of its own. */
type Counted = 'address' | 'name' | 'device' | 'account' | 'recipient' | 'session';

/**
 * A limit: so many at once, as a bucket holds tokens, then one more with each token that comes
 * back.
 */
export interface Limit {
  readonly of: Counted;
  readonly atOnce: number;
  /** The time until one token is back, in seconds. */
  readonly everySeconds: number;
  readonly summary: string;
  /** The treatment of requests over the limit: absent, they are refused with a 429. */
  readonly excess?: 'dropped';
}

/**
 * Every limit. They are generous to people, who rarely need three tries; a limit that refunds
 * tokens counts failures only. An address stands for its block: one IPv4 address, or the /64 of an
 * IPv6 one.
 */
export const LIMITS = {
  'sign-in': {
    of: 'name',
    atOnce: 10,
    everySeconds: 60,
    summary: 'wrong passwords for one address or user name, from devices new to the account',
  },
  'sign-in-device': {
    of: 'device',
    atOnce: 10,
    everySeconds: 10,
    summary: 'wrong passwords for one account from a device that it was signed in on before',
  },
  'sign-in-address': {
    of: 'address',
    atOnce: 100,
    everySeconds: 6,
    summary: 'wrong passwords for any account, from devices new to it',
  },
  'password-check': {
    of: 'account',
    atOnce: 10,
    everySeconds: 60,
    summary: 'wrong current passwords of a signed-in user',
  },
  'sign-up': { of: 'address', atOnce: 100, everySeconds: 36, summary: 'sign-ups' },
  'mail-address': { of: 'address', atOnce: 50, everySeconds: 72, summary: 'requests for a mail' },
  'mail-recipient': {
    of: 'recipient',
    atOnce: 5,
    everySeconds: 720,
    summary: 'mails of one kind to one address, all clients counted together',
  },
  'mail-link': {
    of: 'recipient',
    atOnce: 8,
    everySeconds: 600,
    summary:
      'links of all kinds to one address, but those that activate or set a password; more are dropped',
    excess: 'dropped',
  },
  'mail-notice': {
    of: 'recipient',
    atOnce: 5,
    everySeconds: 720,
    summary: 'notices of one kind to one address; more are dropped',
    excess: 'dropped',
  },
  'mail-unconfirmed': {
    of: 'recipient',
    atOnce: 1,
    everySeconds: 30 * DAY_SECONDS,
    summary:
      'notices to an address that its account has not confirmed, and one more if it moves away; others are dropped',
    excess: 'dropped',
  },
  profile: {
    of: 'account',
    atOnce: 30,
    everySeconds: 60,
    summary: 'changes of names, refused ones included',
  },
  'email-change': {
    of: 'account',
    atOnce: 10,
    everySeconds: 360,
    summary: 'requests for another address, refused ones included',
  },
  /** Protects the rows of the audit trail; guessing a link is not the concern. */
  link: { of: 'address', atOnce: 200, everySeconds: 6, summary: 'uses of mailed links' },
  social: {
    of: 'address',
    atOnce: 60,
    everySeconds: 10,
    summary: 'sign-ins with providers',
  },
  refresh: { of: 'session', atOnce: 120, everySeconds: 0.5, summary: 'refreshes of one session' },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;
