import type { Draft } from '../message';

/** Says that the password was changed, and what to do if it was somebody else. */
export function passwordChanged(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your password on ${siteName} was changed`,
    body: [
      'The password of your account has just been changed, and your other devices were signed out.',
      'If that was you, there is nothing to do. If it was not, take your account back: set a new password with a link to this address.',
      { label: 'Set a new password', url },
    ],
  };
}
