import type { Draft } from '../message';

/** Asks whoever reads an address whether they are signing in with an account elsewhere. */
export function identityConfirm(
  siteName: string,
  provider: string,
  url: string,
): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Is this you, signing in to ${siteName}?`,
    body: [
      `Somebody is signing in to ${siteName} with ${provider} and says that this address is theirs.`,
      'If that is you, go on in the browser in which you began. The link works for an hour, once, and nowhere else.',
      { label: 'Yes, this is me', url },
      'If it is not, there is nothing to do: without you, nothing happens.',
    ],
  };
}
