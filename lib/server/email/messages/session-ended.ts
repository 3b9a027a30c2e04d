import type { Draft } from '../message';

/** Tells its owner that a session was ended because one of its spent tokens came back. */
export function sessionEnded(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `A session of yours on ${siteName} was ended`,
    body: [
      'An old key to one of your sessions was used again. That can mean that somebody copied it, so we ended that session. Your other devices stay signed in.',
      'If you were signed out just now, sign in again. If you do not know how that could happen, change your password as well.',
      { label: 'Sign in', url },
    ],
  };
}
