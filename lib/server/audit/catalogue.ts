import type { RevokedReason } from '@/db/tables/schema';
import type { EventItem } from '@/lib/shared/contracts/events';
import type { LinkPurpose } from '@/lib/shared/link-purposes';

type Nothing = Record<never, never>;

/** The actor who changed an account: its owner, or staff. */
export interface ChangedBy {
  by: 'owner' | 'staff';
}

/** Every security event, and the one fact it records besides the account, the time and the client. */
export interface EventFacts {
  'signed-up': Nothing;
  activated: Nothing;
  /** `password`, `mailed-link`, or the slug of the provider that confirmed the sign-in. */
  'signed-in': { method: string };
  /** The same, with a browser and system that are new to the account, as its owner is told. */
  'signed-in-new-device': { method: string };
  'sign-in-refused': { reason: 'unknown' | 'wrong-password' | 'inactive' };
  'django-token-presented': Nothing;
  /** `ended` names the session where another one ended it. */
  'session-ended': { reason: RevokedReason; ended?: string };
  'other-sessions-ended': Nothing;
  'refresh-token-reused': Nothing;
  'password-changed': Nothing;
  'password-check-refused': Nothing;
  'names-changed': ChangedBy;
  'email-change-asked': Nothing;
  'email-change-called-off': Nothing;
  'email-change-confirmed': Nothing;
  'email-change-undone': Nothing;
  'email-reset': Nothing;
  'account-deleted': ChangedBy;
  'link-refused': { purpose: LinkPurpose };
  'request-refused': { reason: string };
  /** The limit's name. */
  throttled: { limit: string };
  'identity-linked': { provider: string };
  'identity-unlinked': { provider: string };
  'social-sign-in-refused': { provider: string; reason: string };
  'operator-created-superuser': Nothing;
  'operator-activated': Nothing;
  'operator-deactivated': Nothing;
  'operator-set-password': Nothing;
  'operator-ended-sessions': { scope: 'account' | 'everybody' };
}

/** The text that an owner reads about an event's fact; `nameOf` returns a provider's label. */
type Words = (detail: string, nameOf: (slug: string) => string) => string;

/** The name of a security event. */
export type EventName = keyof EventFacts;

interface Entry {
  /** The result, or `alert` for an event that its owner should look at. */
  outcome: EventItem['outcome'];
  level: 'info' | 'warn';
  /**
   * The storage of the event for its owner to read: not all events are about an account. `always`
   * takes as long if the account does not exist, so that the time of an answer does not tell.
   */
  kept: 'of-account' | 'always' | 'never';
  /** The text that the owner reads; null for an event that goes to the log alone. */
  text: Words | null;
}

const success = (text: string | Words): Entry => ({
  outcome: 'success',
  level: 'info',
  kept: 'of-account',
  text: typeof text === 'string' ? () => text : text,
});
const refused = (text: Parameters<typeof success>[0]): Entry => ({
  ...success(text),
  outcome: 'refused',
  level: 'warn',
});
const alert = (text: Parameters<typeof success>[0]): Entry => ({
  ...success(text),
  outcome: 'alert',
  level: 'warn',
});
const logOnly = (outcome: Entry['outcome'], level: Entry['level']): Entry => ({
  outcome,
  level,
  kept: 'never',
  text: null,
});

const signedIn: Words = (method, nameOf) => {
  if (method === 'password') return 'Signed in';
  return `Signed in with ${method === 'mailed-link' ? 'a mailed link' : nameOf(method)}`;
};

const ENDINGS: Readonly<Record<RevokedReason, string>> = {
  logout: 'Signed out',
  replaced: 'Signed out to sign in again',
  reuse: 'Signed out for safety',
  password: 'Signed out by a new password',
  email: 'Signed out by a change of e-mail address',
  operator: 'Signed out by an operator',
  ended: 'Signed out another device',
};

const REFUSALS: Readonly<Record<EventFacts['sign-in-refused']['reason'], string>> = {
  unknown: 'Sign-in refused',
  'wrong-password': 'Wrong password at sign-in',
  inactive: 'Sign-in refused: the account is not active',
};

const wordsOf = (words: Readonly<Record<string, string>>, fallback: string) => (detail: string) =>
  words[detail] ?? fallback;

/** The catalogue: leaving an event out does not compile. */
export const CATALOGUE: Readonly<Record<EventName, Entry>> = {
  'signed-up': success('Account created'),
  activated: success('Account activated'),
  'signed-in': success(signedIn),
  'signed-in-new-device': alert((method, nameOf) => `${signedIn(method, nameOf)} on a new device`),
  // The reason is for the log and the owner; the caller never learns it.
  'sign-in-refused': { ...refused(wordsOf(REFUSALS, REFUSALS.unknown)), kept: 'always' },
  'django-token-presented': success('Stayed signed in from the former system'),
  'session-ended': success(wordsOf(ENDINGS, ENDINGS.logout)),
  'other-sessions-ended': success('Signed out all other devices'),
  'refresh-token-reused': alert('Signed out: a copy of this sign-in was used'),
  'password-changed': success('Password changed'),
  'password-check-refused': refused('Wrong current password'),
  'names-changed': success(wordsOf({ staff: 'Names changed by staff' }, 'Names changed')),
  'email-change-asked': success('Asked for another e-mail address'),
  'email-change-called-off': success('Called off a change of e-mail address'),
  'email-change-confirmed': success('E-mail address changed'),
  'email-change-undone': alert('Change of e-mail address undone'),
  'email-reset': success('E-mail address changed with a mailed link'),
  'account-deleted': logOnly('success', 'info'),
  'link-refused': refused('A mailed link was refused: used, too old or not right'),
  'request-refused': logOnly('refused', 'warn'),
  // No row for each: a flood of requests would become a flood of rows.
  throttled: logOnly('refused', 'warn'),
  'identity-linked': success((provider, nameOf) => `Linked to ${nameOf(provider)}`),
  'identity-unlinked': success((provider, nameOf) => `Unlinked from ${nameOf(provider)}`),
  'social-sign-in-refused': logOnly('refused', 'warn'),
  'operator-created-superuser': success('Account created by an operator'),
  'operator-activated': success('Account activated by an operator'),
  'operator-deactivated': success('Account deactivated by an operator'),
  'operator-set-password': success('Password changed by an operator'),
  'operator-ended-sessions': success('Signed out everywhere by an operator'),
};
