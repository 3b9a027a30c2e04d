import type { Draft } from '../message';

/** The link to set a new password. */
export function passwordReset(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Set a new password for ${siteName}`,
    body: [
      'Somebody, hopefully you, asked for a new password for the account with this address.',
      { label: 'Set a new password', url },
      'The link works once, for an hour. If it was not you, ignore this mail: your password stays as it is.',
    ],
  };
}
