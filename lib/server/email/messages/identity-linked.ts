import type { Draft } from '../message';

/** Tells the owner of an account that another way to sign in was added. */
export function identityLinked(siteName: string, provider: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Your ${siteName} account was linked to ${provider}`,
    body: [
      `From now on, ${provider} signs in to your account on ${siteName}, too.`,
      'If that was you, there is nothing to do. If it was not, unlink it on your account page and change your password.',
      { label: 'See your account', url },
    ],
  };
}
