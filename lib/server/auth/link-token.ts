import { createHmac, timingSafeEqual } from 'node:crypto';
import type { User } from '../../../db/schema';
import type { Settings } from '../env';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

interface Purpose {
  ttlSeconds: number;
  /**
   * What of the account a link is bound to: any change of it, the link's own included, ends the
   * link. More than one if the link is good in more than one situation, none if in none now.
   */
  states: (user: User) => readonly (readonly (string | null)[])[];
}

/** Every kind of link that opens something. A token of one opens none of the others. */
const PURPOSES = {
  activation: {
    ttlSeconds: 3 * DAY_SECONDS,
    states: ({ email, password }) => [[email, password]],
  },
  'password-reset': {
    ttlSeconds: HOUR_SECONDS,
    states: ({ email, password }) => [[email, password]],
  },
  'email-confirm': {
    ttlSeconds: DAY_SECONDS,
    states: ({ email, password, pendingEmail }) =>
      pendingEmail ? [[email, password, pendingEmail]] : [],
  },
  // Whoever took an account over may have changed its password, too: the way back must not depend
  // on it. The address to return to is enough.
  'email-undo': {
    ttlSeconds: DAY_SECONDS,
    states: ({ email, pendingEmail, previousEmail }) => [
      ...(pendingEmail ? [[email]] : []),
      ...(previousEmail ? [[previousEmail]] : []),
    ],
  },
  'email-reset': {
    ttlSeconds: DAY_SECONDS,
    states: ({ email, password }) => [[email, password]],
  },
} as const satisfies Record<string, Purpose>;
export type LinkPurpose = keyof typeof PURPOSES;

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

/** A token for a link to `user`, issued at `now`: the time in base 36, and a MAC over everything. */
export function signLink(
  purpose: LinkPurpose,
  user: User,
  settings: Settings,
  now: Date,
  state: readonly (string | null)[] = PURPOSES[purpose].states(user)[0] ?? [],
): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return `${issuedAt.toString(36)}-${mac(purpose, user, issuedAt, state, settings)}`;
}

/**
 * The state that the token was signed for if it is for this purpose and user, not too old, and the
 * account still is in it; else null.
 */
export function matchLink(
  purpose: LinkPurpose,
  user: User,
  token: string,
  settings: Settings,
  now: Date,
): readonly (string | null)[] | null {
  const [, time = '', given = ''] = /^([1-9a-z][0-9a-z]{0,9})-([\w-]{43})$/.exec(token) ?? [];
  const issuedAt = Number.parseInt(time, 36);
  const ageSeconds = now.getTime() / 1000 - issuedAt;
  if (!given || ageSeconds < -1 || ageSeconds >= PURPOSES[purpose].ttlSeconds) return null;
  const states: readonly (readonly (string | null)[])[] = PURPOSES[purpose].states(user);
  const isSignedFor = (state: readonly (string | null)[]) => {
    const expected = mac(purpose, user, issuedAt, state, settings);
    return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  };
  return states.find(isSignedFor) ?? null;
}

/** JSON keeps the parts apart, whatever they hold. */
function mac(
  purpose: LinkPurpose,
  { id }: User,
  issuedAt: number,
  state: readonly (string | null)[],
  { JWT_SECRET }: Settings,
): string {
  const text = JSON.stringify(['link', purpose, id, issuedAt, ...state]);
  return createHmac('sha256', `link:${JWT_SECRET}`).update(text).digest('base64url');
}
