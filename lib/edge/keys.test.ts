import { expect, it } from 'vitest';
import { isTokenLike } from '@/lib/edge/keys';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

it('takes each part of a token in the one spelling that its bytes have, and in no other', () => {
  for (let length = 0; length <= 9; length += 1) {
    for (const last of [...LETTERS, '=', '+', '/', ' ', '\n', '.', 'é', '']) {
      const part = `${'A'.repeat(length)}${last}`;
      const isCanonical =
        part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
      for (const token of [`${part}.AA.AA`, `AA.${part}.AA`, `AA.AA.${part}`]) {
        expect(isTokenLike(token), JSON.stringify(token)).toBe(isCanonical);
      }
    }
  }
});
