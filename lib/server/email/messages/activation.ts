import type { Draft } from '../message';

/** Asks a new account's owner to show that the address is theirs. */
export function activation(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Activate your account on ${siteName}`,
    body: [
      'Welcome! One step is left: tell us that this address is yours.',
      { label: 'Activate my account', url },
      'The link works for three days. If you did not sign up, ignore this mail: without you, nobody can use the account.',
    ],
  };
}
