import { createHmac, randomBytes } from 'node:crypto';
import { isSameText } from '@/lib/server/same-text';

/** The key of the seal. It is this process' own, so that no other process or client can seal. */
const KEY = randomBytes(32);

/** Seals the address of a client that asks for a page; the gate shows it when it asks the API. */
export function sealAddress(address: string): string {
  return `${address} ${mac(address)}`;
}

/** Returns the address that this process sealed; null for any other text, and without one. */
export function readSealedAddress(sealed: string | string[] | undefined): string | null {
  const [, address, given] = /^(\S*) ([0-9a-f]{64})$/.exec(String(sealed)) ?? [];
  if (address === undefined || given === undefined) return null;
  return isSameText(given, mac(address)) ? address : null;
}

function mac(address: string): string {
  return createHmac('sha256', KEY).update(address).digest('hex');
}
