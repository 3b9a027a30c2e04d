import { randomBytes } from 'node:crypto';

/** An id that cannot be guessed: 128 random bits unless told otherwise, in base64url (22 characters). */
export function randomId(byteLength = 16): string {
  return randomBytes(byteLength).toString('base64url');
}
