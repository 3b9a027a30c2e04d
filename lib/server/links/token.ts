import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EmailChange, User } from '@/db/tables/schema';
import { deriveKeys } from '@/lib/edge/derived-keys';
import type { Settings } from '@/lib/server/settings/settings';
import type { LinkPurpose } from '@/lib/shared/link-purposes';
import {
  ageSeconds,
  DAY_SECONDS,
  fromUnixSeconds,
  HOUR_SECONDS,
  toUnixSeconds,
} from '@/lib/shared/time';

/** What a link is about: an account, and the change of its address where it is for one. */
export interface LinkSubject {
  user: User;
  change: EmailChange | null;
}

interface Purpose {
  ttlSeconds: number;
  /** What the link is bound to: any change of it ends the link. Null if none can be good now. */
  state: (subject: LinkSubject) => readonly (string | number)[] | null;
}

/** The account as it is now: the link's own use is a change, too. */
const ofAccount = ({ user: { email, password, revision } }: LinkSubject) => [
  email,
  password,
  revision,
];

/** Every kind of link that opens something. A token of one opens none of the others. */
const PURPOSES = {
  // An account that is active already is told so, if it still is the one that signed up.
  activation: { ttlSeconds: 3 * DAY_SECONDS, state: ({ user }) => [user.email, user.password] },
  'password-reset': { ttlSeconds: HOUR_SECONDS, state: ofAccount },
  'email-reset': { ttlSeconds: DAY_SECONDS, state: ofAccount },
  'email-confirm': {
    ttlSeconds: DAY_SECONDS,
    state: ({ user, change }) =>
      change && !change.confirmedAt ? [...ofAccount({ user, change }), change.id] : null,
  },
  // Whoever took an account over may have changed its password and moved it again: the way back
  // must not depend on either.
  'email-undo': { ttlSeconds: DAY_SECONDS, state: ({ change }) => change && [change.id] },
} as const satisfies Record<LinkPurpose, Purpose>;

/** Until when a change of address can be undone, in seconds after it. */
export const EMAIL_UNDO_SECONDS = PURPOSES['email-undo'].ttlSeconds;

/** How Djoser writes a user's id in a link: unpadded base64url of its digits. */
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
export function signLink(
  purpose: LinkPurpose,
  subject: LinkSubject,
  settings: Settings,
  now: Date,
): string {
  const issuedAt = toUnixSeconds(now);
  return `${issuedAt.toString(36)}-${mac(purpose, subject, issuedAt, deriveKeys(settings, 'link')[0])}`;
}

/** True if the token is for this purpose and subject as it is now, and not too old. */
export function isLinkFor(
  purpose: LinkPurpose,
  subject: LinkSubject,
  token: string,
  settings: Settings,
  now: Date,
): boolean {
  const [, time = '', given = ''] = /^([1-9a-z][0-9a-z]{0,9})-([\w-]{43})$/.exec(token) ?? [];
  const issuedAt = Number.parseInt(time, 36);
  const age = ageSeconds(fromUnixSeconds(issuedAt), now);
  if (!given || age < -1 || age >= PURPOSES[purpose].ttlSeconds) return false;
  const isGenuine = deriveKeys(settings, 'link').some((key) => {
    const expected = mac(purpose, subject, issuedAt, key);
    return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  });
  return isGenuine && PURPOSES[purpose].state(subject) !== null;
}

/** JSON keeps the parts apart, whatever they hold. */
function mac(
  purpose: LinkPurpose,
  subject: LinkSubject,
  issuedAt: number,
  key: Uint8Array,
): string {
  const state = PURPOSES[purpose].state(subject);
  const text = JSON.stringify(['link', purpose, subject.user.id, issuedAt, state]);
  return createHmac('sha256', key).update(text).digest('base64url');
}
