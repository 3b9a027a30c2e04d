import type { Draft } from '../message';

/** Says that an account was created and is ready. */
export function accountCreated(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your account on ${siteName} is ready`,
    body: [
      'Your account has been created. Sign in with this address and your password.',
      { label: 'Sign in', url },
    ],
  };
}
