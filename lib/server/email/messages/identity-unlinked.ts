import type { Draft } from '../message';

/** Tells the owner of an account that a way to sign in was taken away. */
export function identityUnlinked(
  siteName: string,
  provider: string,
  url: string,
): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your ${siteName} account is no longer linked to ${provider}`,
    body: [
      `What was linked at ${provider} does not sign in to your account on ${siteName} any more.`,
      'If that was you, there is nothing to do. If it was not, set a new password: that signs out everybody else.',
      { label: 'Set a new password', url },
    ],
  };
}
