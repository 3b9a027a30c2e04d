import { hash, timingSafeEqual } from 'node:crypto';

/**
 * True for equal texts. Compares hashes, so that the time reveals nothing, not even the length; as
 * text, since decoders forgive the unused bits of base64url, and several texts would be one MAC.
 */
export function isSameText(given: string, expected: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer');
  return timingSafeEqual(digest(given), digest(expected));
}
