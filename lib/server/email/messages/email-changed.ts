import type { Draft } from '../message';

/** Tells the old address that it was replaced, with the way back. */
export function emailChanged(siteName: string, newEmail: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your address on ${siteName} was changed`,
    body: [
      `Your account has the address ${newEmail} now.`,
      'If that is what you want, there is nothing to do. If it is not, take your account back: for a day from now the link brings this address back, signs everybody out and makes the password worthless. A link to set a new one follows by mail.',
      { label: 'Bring this address back', url },
    ],
  };
}
