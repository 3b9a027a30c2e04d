import { createHmac } from 'node:crypto';
import type { EmailChange, PendingIdentity, User } from '@/db/tables/schema';
import { deriveKeys } from '@/lib/edge/derived-keys';
import { isSameText } from '@/lib/server/same-text';
import type { Settings } from '@/lib/server/settings/settings';
import type { LinkPurpose } from '@/lib/shared/link-purposes';
import {
  ageSeconds,
  DAY_SECONDS,
  fromUnixSeconds,
  HOUR_SECONDS,
  isFromFuture,
  toUnixSeconds,
} from '@/lib/shared/time';

/** The subject of a link to the owner of an account: it, and the change of its address, if any. */
export interface AccountSubject {
  user: User;
  change: EmailChange | null;
}

/** The subject of a link that goes to a person who may have no account: the pending identity. */
interface PendingSubject {
  pending: PendingIdentity;
}

/** The subject of a link, per purpose. */
export interface LinkSubjects {
  activation: AccountSubject;
  'password-reset': AccountSubject;
  'email-reset': AccountSubject;
  'username-reset': AccountSubject;
  'email-confirm': AccountSubject;
  'email-undo': AccountSubject;
  'identity-confirm': PendingSubject;
}

/** The purposes of links to the owner of an account. */
export type AccountPurpose = {
  [P in LinkPurpose]: LinkSubjects[P] extends AccountSubject ? P : never;
}[LinkPurpose];

type State = readonly (string | number)[];

interface Purpose<Subject> {
  ttlSeconds: number;
  /** The values that the link is bound to: a change of any ends it. Null if none can be good now. */
  state: (subject: Subject) => State | null;
  /** True for a token of the version before, as long as those are good. */
  isFormer?: (subject: Subject, token: string, settings: Settings, now: Date) => boolean;
}

/** The account as it is now: the link's own use is a change, too. */
const ofAccount = ({ user: { email, password, revision } }: AccountSubject) => [
  email,
  password,
  revision,
];

/** Every kind of link that opens something. A token of one opens none of the others. */
const PURPOSES: { readonly [P in LinkPurpose]: Purpose<LinkSubjects[P]> } = {
  // An account that is active already is told so, if it still is the one that signed up.
  activation: { ttlSeconds: 3 * DAY_SECONDS, state: ({ user }) => [user.email, user.password] },
  'password-reset': { ttlSeconds: HOUR_SECONDS, state: ofAccount },
  'email-reset': { ttlSeconds: DAY_SECONDS, state: ofAccount },
  'username-reset': { ttlSeconds: DAY_SECONDS, state: ofAccount },
  'email-confirm': {
    ttlSeconds: DAY_SECONDS,
    state: ({ user, change }) =>
      change && !change.confirmedAt ? [...ofAccount({ user, change }), change.id] : null,
  },
  // An attacker who took the account over may have changed password and address again: the way back
  // must not depend on either.
  'email-undo': { ttlSeconds: DAY_SECONDS, state: ({ change }) => change && [change.id] },
  // Its time is when the browser came back, however late an address is named.
  'identity-confirm': {
    ttlSeconds: HOUR_SECONDS,
    state: ({ pending: { provider, subject, email } }) =>
      email === null ? null : [provider, subject, email],
    isFormer: isFormerPendingLink,
  },
};

/** The time for which links are good that sign in the browser that asked for them, in seconds. */
export const LINK_SECONDS = {
  activation: PURPOSES.activation.ttlSeconds,
  'password-reset': PURPOSES['password-reset'].ttlSeconds,
} as const;

/** The time that an identity is pending, in seconds. */
export const PENDING_SECONDS = PURPOSES['identity-confirm'].ttlSeconds;

/** The time in which a change of address can be undone, in seconds after it. */
export const EMAIL_UNDO_SECONDS = PURPOSES['email-undo'].ttlSeconds;

/** A user's id as Djoser writes it in a link: unpadded base64url of its digits. */
export function encodeUid(id: number): string {
  return Buffer.from(String(id)).toString('base64url');
}

/** The id in a link, or null if there is none. */
export function decodeUid(uid: string): number | null {
  const digits = uid.length <= 24 ? Buffer.from(uid, 'base64url').toString('latin1') : '';
  return /^[1-9]\d{0,14}$/.test(digits) && encodeUid(Number(digits)) === uid
    ? Number(digits)
    : null;
}

/** A token for a link, issued at `now`: the time in base 36, and a MAC over everything. */
export function signLink<P extends LinkPurpose>(
  purpose: P,
  subject: LinkSubjects[P],
  settings: Settings,
  now: Date,
): string {
  const issuedAt = toUnixSeconds(now);
  return `${issuedAt.toString(36)}-${mac(purpose, subject, issuedAt, deriveKeys(settings, 'link')[0])}`;
}

/** True if the token is for this purpose and subject as it is now, and not too old. */
export function isLinkFor<P extends LinkPurpose>(
  purpose: P,
  subject: LinkSubjects[P],
  token: string,
  settings: Settings,
  now: Date,
): boolean {
  const { ttlSeconds, state, isFormer } = PURPOSES[purpose];
  if (state(subject) === null) return false;
  if (isFormer?.(subject, token, settings, now)) return true;
  const [, time = '', given = ''] = /^([1-9a-z][0-9a-z]{0,9})-([\w-]{43})$/.exec(token) ?? [];
  const issuedAt = Number.parseInt(time, 36);
  const instant = fromUnixSeconds(issuedAt);
  if (!given || isFromFuture(instant, now) || ageSeconds(instant, now) >= ttlSeconds) return false;
  return deriveKeys(settings, 'link').some((key) =>
    isSameText(given, mac(purpose, subject, issuedAt, key)),
  );
}

/** The MAC of a link, base64url. JSON keeps the parts apart, whatever they hold. */
function mac<P extends LinkPurpose>(
  purpose: P,
  subject: LinkSubjects[P],
  issuedAt: number,
  key: Uint8Array,
): string {
  const { id } = 'user' in subject ? subject.user : subject.pending;
  const text = JSON.stringify(['link', purpose, id, issuedAt, PURPOSES[purpose].state(subject)]);
  return createHmac('sha256', key).update(text).digest('base64url');
}

/**
 * True for a link of the version before 2026-11-28, whose token was a MAC without a time. It may go
 * once no installation is updated from there: such links were good for an hour.
 */
function isFormerPendingLink(
  { pending: { id, provider, subject, email, createdAt } }: PendingSubject,
  token: string,
  settings: Settings,
  now: Date,
): boolean {
  if (ageSeconds(createdAt, now) >= HOUR_SECONDS || !/^[\w-]{43}$/.test(token)) return false;
  const text = JSON.stringify(['claim', id, provider, subject, email]);
  return deriveKeys(settings, 'pending-identity').some((key) =>
    isSameText(token, createHmac('sha256', key).update(text).digest('base64url')),
  );
}
