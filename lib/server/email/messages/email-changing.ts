import type { Draft } from '../message';

/** Tells the old address that it is being replaced, with the way back. */
export function emailChanging(siteName: string, newEmail: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your address on ${siteName} is being changed`,
    body: [
      `Your account is about to move to ${newEmail}. That address has been asked to confirm.`,
      'If that is what you want, there is nothing to do. If it is not, somebody else has your password or is signed in as you. Keep this address: for a day the link stops the change, signs everybody out and makes the password worthless. A link to set a new one follows by mail.',
      { label: 'Keep this address', url },
    ],
  };
}
