import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Of this process alone: what it sealed it reads, and nobody else's word. */
const KEY = randomBytes(32);

/** The address of somebody who wants a page, for the gate to show when it asks the API for them. */
export function sealVisitor(address: string): string {
  return `${address} ${mac(address)}`;
}

/** The address that this process sealed; null for any other text, and without one. */
export function readVisitor(sealed: string | string[] | undefined): string | null {
  const [address = '', given = ''] = typeof sealed === 'string' ? sealed.split(' ') : [];
  const expected = Buffer.from(mac(address));
  const isOurs = given.length === expected.length && timingSafeEqual(Buffer.from(given), expected);
  return isOurs ? address : null;
}

function mac(address: string): string {
  return createHmac('sha256', KEY).update(address).digest('hex');
}
