import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { deriveKey, deriveKeys, type KeyUse } from '@/lib/edge/derived-keys';

const secret = 'ein-Geheimnis-für-Tests-von-32-Bytes';

// Links, cookies and key names that earlier versions made are out there.
it.each<[KeyUse, string]>([
  ['link', `link:${secret}`],
  ['pending-identity', `claim:${secret}`],
  ['attempt', `attempt:${secret}`],
  ['begun', `begun:${secret}`],
  ['kid', `kid:${secret}`],
])('the key for %s is what it always was', (use, text) => {
  const key = deriveKey(secret, use);
  const mac = (by: string | Uint8Array) => createHmac('sha256', by).update('x').digest('hex');
  expect(mac(key)).toBe(mac(text));
  const hash = (of: string | Uint8Array) => createHash('sha256').update(of).digest('hex');
  expect(hash(key)).toBe(hash(text));
});

it('the present secret comes first, the previous ones after it', () => {
  const settings = { JWT_SECRET: 'c', JWT_PREVIOUS_SECRETS: ['b', 'a'] };
  const texts = deriveKeys(settings, 'link').map((key) => Buffer.from(key).toString());
  expect(texts).toEqual(['link:c', 'link:b', 'link:a']);
});
