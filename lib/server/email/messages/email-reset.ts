import type { Draft } from '../message';

/** The link to sign in with another address from now on. */
export function emailReset(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Change your sign-in address for ${siteName}`,
    body: [
      'Somebody, hopefully you, asked to change the address of your account.',
      { label: 'Choose another address', url },
      'The link works once, for a day. If it was not you, ignore this mail: nothing will change.',
    ],
  };
}
