import type { Draft } from '../message';

/**
 * Says that the password was changed, what to do if it was somebody else, and who else may sign in:
 * accounts elsewhere outlive a password, so whoever linked one while inside could come back.
 */
export function passwordChanged(
  siteName: string,
  linked: readonly string[],
  url: string,
): Omit<Draft, 'to'> {
  const providers = new Intl.ListFormat('en').format(linked);
  return {
    siteName,
    subject: `Your password on ${siteName} was changed`,
    body: [
      'The password of your account has just been changed, and your other devices were signed out.',
      'If that was you, there is nothing to do. If it was not, take your account back: set a new password with a link to this address.',
      ...(providers
        ? [
            `Still linked to your account: ${providers}. If that is not yours, unlink it on your account page, for it may sign in as well.`,
          ]
        : []),
      { label: 'Set a new password', url },
    ],
  };
}
