import type { Draft } from '../message';

/** Tells the old address that it is being replaced, with the way back. */
export function emailChanging(siteName: string, newEmail: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your address on ${siteName} is being changed`,
    body: [
      `Your account is about to move to ${newEmail}. That address has been asked to confirm.`,
      'If that is what you want, there is nothing to do. If it is not, keep this address: the link works for a day, even after the other one has confirmed, and signs out everybody who is signed in then.',
      { label: 'Keep this address', url },
      'After that, change your password as well.',
    ],
  };
}
