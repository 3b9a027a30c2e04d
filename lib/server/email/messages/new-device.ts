import type { Draft } from '../message';

/** What of a sign-in its owner can tell it by. */
export interface SignIn {
  /** Browser and system, in words of our own. */
  device: string;
  ipAddress: string | null;
  at: Date;
}

/** Tells the owner of an account about a device that it was never signed in on before. */
export function newDevice(
  siteName: string,
  { device, ipAddress, at }: SignIn,
  url: string,
): Omit<Draft, 'to'> {
  const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    siteName,
    subject: `A new device on ${siteName}`,
    body: [
      `Your account was signed in to with ${device}${ipAddress ? ` from ${ipAddress}` : ''} at ${when}.`,
      'If that was you, there is nothing to do. If it was not, sign that device out and change your password.',
      { label: 'See your devices', url },
    ],
  };
}
