import type { Draft } from '../message';

/** Asks whoever reads the new address to confirm it. */
export function emailConfirm(siteName: string, url: string): Omit<Draft, 'to'> {
  return {
    siteName,
    subject: `Confirm your new address for ${siteName}`,
    body: [
      'Somebody, hopefully you, wants to sign in with this address from now on.',
      { label: 'Use this address', url },
      'The link works for a day. If it was not you, ignore this mail: nothing will change.',
    ],
  };
}
