import type { SessionEndCode } from '@/lib/shared/error-codes';

/** The words about a session that is over, for its user: why, and what to do about it. */
export const SESSION_END_WORDS: Readonly<Record<SessionEndCode, string>> = {
  session_expired: 'Sessions end after some time. Nothing is wrong: sign in to go on.',
  session_ended:
    'It was signed out, here or from another device. If that was not you, sign in and change your password.',
  session_reused:
    'An old sign-in token came back, as happens when a connection breaks off, and when a token was copied. To be safe, we signed you out. Sign in to go on. If it happens again, change your password.',
  session_ended_by_password:
    'The password was changed, which signs out all other devices. Sign in with the new one. If it was not you who changed it, set another one by mail.',
  session_ended_by_address:
    'The owner of the account’s e-mail address confirmed it, which signs out all devices. Sign in to go on.',
  session_ended_by_operator: 'The people who run this site signed you out. Sign in to go on.',
  account_deactivated:
    'The people who run this site deactivated the account. Ask them if you do not know why.',
};
