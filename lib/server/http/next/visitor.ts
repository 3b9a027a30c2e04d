import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Of this process alone: what it sealed it reads, and nobody else's word. */
const KEY = randomBytes(32);

/** The address of somebody who wants a page, for the gate to show when it asks the API for them. */
export function sealVisitor(address: string): string {
  return `${address} ${mac(address)}`;
}

/** The address that this process sealed; null for any other text, and without one. */
export function readVisitor(sealed: string | string[] | undefined): string | null {
  const [, address, given] = /^(\S*) ([0-9a-f]{64})$/.exec(String(sealed)) ?? [];
  if (address === undefined || given === undefined) return null;
  return timingSafeEqual(Buffer.from(given), Buffer.from(mac(address))) ? address : null;
}

function mac(address: string): string {
  return createHmac('sha256', KEY).update(address).digest('hex');
}
