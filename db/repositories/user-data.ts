import type { Database, Statement } from '@/db/database/database';
import { forgettingDevicesOf } from '@/db/repositories/devices';
import {
  forgettingEmailChanges,
  forgettingPendingChange,
  undoingEmailChange,
} from '@/db/repositories/email-changes';
import { unlinkingAll } from '@/db/repositories/identities';
import { endingSessionsOf } from '@/db/repositories/sessions';
import type { EmailChange, RevokedReason, Tables } from '@/db/tables/schema';

/** The tables whose rows belong to an account. */
export type UserTable = {
  [T in keyof Tables]: 'userId' extends keyof Tables[T] ? T : never;
}[keyof Tables];

/** The account from which something is taken, and when. */
interface Taking {
  userId: number;
  now: Date;
}

/**
 * The ways in which something is taken from an account, and what each has to know. What changes in
 * the row of `users` itself stands with the use case.
 */
interface Ways {
  /** Its row is deleted, by its owner, by staff, or because it was never activated. */
  deleted: Taking;
  /** A link set a new password; the address had been confirmed before. */
  'password-reset': Taking;
  /** Taken back by its owner: the same, and the address had never been confirmed. */
  'password-reset-unconfirmed': Taking;
  /** Taken back by its owner: a link to the former address undid a change of it. */
  'email-undone': Taking & { change: EmailChange };
  /** The link of a pending identity was followed; the address had been confirmed before. */
  'identity-confirmed': Taking;
  /** Taken back by its owner: the same, and the address had never been confirmed. */
  'identity-confirmed-unconfirmed': Taking;
  /** The password was changed in a session, which goes on. */
  'password-changed': Taking & { sessionId: string };
  /** A link to the present address moved the account to another. */
  'email-reset': Taking;
  /** A link to another address moved the account there. */
  'email-confirmed': Taking;
  /** An operator set a password. */
  'operator-set-password': Taking;
  /** An operator shut the account. */
  'operator-deactivated': Taking;
  /** An operator signed the account out everywhere. */
  'operator-ended-sessions': Taking;
}

/** A way in which something is taken from an account. */
export type Way = keyof Ways;

/**
 * The fate of an account's rows of a table: a statement, nothing and why, or that they go with
 * the account's own row, by the table's reference to it.
 */
type Fate<T> = ((db: Database, taking: T) => Statement) | { kept: string } | 'cascades';

const endingSessions =
  (reason: RevokedReason) =>
  (db: Database, { userId, now }: Taking) =>
    endingSessionsOf(db, userId, reason, now);
const endingOtherSessions = (
  db: Database,
  { userId, now, sessionId }: Ways['password-changed'],
): Statement => endingSessionsOf(db, userId, 'password', now, sessionId);
const allChanges = (db: Database, { userId }: Taking) => forgettingEmailChanges(db, userId);
const waitingChange = (db: Database, { userId }: Taking) => forgettingPendingChange(db, userId);
const sinceThatChange = (db: Database, { change }: Ways['email-undone']) =>
  undoingEmailChange(db, change);
const allIdentities = (db: Database, { userId }: Taking) => unlinkingAll(db, userId);
const allDevices = (db: Database, { userId }: Taking) => forgettingDevicesOf(db, userId);

/** Kept in every way. */
const EVER = {
  outbox: { kept: 'a mail is written when it leaves, by what is true of the account then' },
  auditEvents: { kept: 'the owner reads there what happened, and who is signed in reads no less' },
} as const;

/** Taken where a stranger may have been in the account: what they linked would let them back in. */
const TAKEN_BACK = { identities: allIdentities, devices: allDevices, ...EVER } as const;

const OWN_IDENTITIES = { kept: 'its owner linked them; the mail about the change names them' };
const OWN_DEVICES = { kept: 'its owner would be a stranger there, just while strangers guess' };

/** Taken where the password changes and no stranger is known to have been in the account. */
const NEW_PASSWORD = {
  emailChanges: waitingChange,
  identities: OWN_IDENTITIES,
  devices: OWN_DEVICES,
  ...EVER,
} as const;

/** Taken where the account has the same owner before and after, and no secret of theirs is in doubt. */
const TRUSTED = {
  sessions: { kept: 'the one who follows the link is the one who signed in' },
  identities: { kept: 'they are the same person’s' },
  devices: { kept: 'they are the same person’s' },
  ...EVER,
} as const;

/** Taken where an operator ends the sessions, and decides about nothing else. */
const ENDED_BY_OPERATOR = {
  sessions: endingSessions('operator'),
  emailChanges: {
    kept: 'its links count no more: the account has changed; the way back must last',
  },
  identities: {
    kept: 'no linked account opens an inactive account, and an active one is its owner’s',
  },
  devices: OWN_DEVICES,
  ...EVER,
} as const;

/** The fate of the rows, per way and table: a table or a way that is left out does not compile. */
export const TAKEN: { readonly [W in Way]: Readonly<Record<UserTable, Fate<Ways[W]>>> } = {
  deleted: {
    sessions: 'cascades',
    devices: 'cascades',
    emailChanges: 'cascades',
    outbox: 'cascades',
    identities: 'cascades',
    auditEvents: 'cascades',
  },
  'password-reset': { sessions: endingSessions('password'), ...NEW_PASSWORD },
  // Even a confirmed change: a stranger who moved the account here without confirming the address
  // could take it back, having waited for its owner to begin using it.
  'password-reset-unconfirmed': {
    sessions: endingSessions('password'),
    emailChanges: allChanges,
    ...TAKEN_BACK,
  },
  // Older changes can still be undone: their former addresses are of earlier owners.
  'email-undone': {
    sessions: endingSessions('email'),
    emailChanges: sinceThatChange,
    ...TAKEN_BACK,
  },
  'identity-confirmed': {
    ...TRUSTED,
    emailChanges: { kept: 'another way in is added, and nothing is changed' },
  },
  'identity-confirmed-unconfirmed': {
    sessions: endingSessions('email'),
    emailChanges: allChanges,
    ...TAKEN_BACK,
  },
  'password-changed': { sessions: endingOtherSessions, ...NEW_PASSWORD },
  'email-reset': { ...TRUSTED, emailChanges: waitingChange },
  'email-confirmed': {
    ...TRUSTED,
    emailChanges: { kept: 'the one that waited is the one confirmed; all can be undone for a day' },
  },
  'operator-set-password': { sessions: endingSessions('password'), ...NEW_PASSWORD },
  'operator-deactivated': ENDED_BY_OPERATOR,
  'operator-ended-sessions': ENDED_BY_OPERATOR,
};

/** The statements that take from an account what such a way takes, for `changeAccount`. */
export function takingFrom<W extends Exclude<Way, 'deleted'>>(
  db: Database,
  way: W,
  taking: Ways[W],
): Statement[] {
  return Object.values<Fate<Ways[W]>>(TAKEN[way]).flatMap((fate) =>
    typeof fate === 'function' ? [fate(db, taking)] : [],
  );
}
