import { createHmac, createSecretKey } from 'node:crypto';
import { BadKeyError, type KeyRing, readKeys } from '@/lib/edge/keys';
import type { TextMac } from '@/lib/edge/token-keys';
import { isSameText } from '@/lib/server/same-text';
import { SettingsError } from '@/lib/server/settings/settings';

/** Loads the keys of the settings. Throws a `SettingsError` if one only looks like a key. */
export async function loadKeys(settings: Parameters<typeof readKeys>[0]): Promise<KeyRing> {
  try {
    return await readKeys(settings, nodeMac);
  } catch (error) {
    if (!(error instanceof BadKeyError)) throw error;
    throw new SettingsError(`1 setting needs attention:\n  ${error.message}`);
  }
}

/** Creates the MAC of a secret by Node.js, which needs no thread for it. */
function nodeMac(secret: Uint8Array): TextMac {
  const key = createSecretKey(secret);
  const of = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return { of, isOf: (text, given) => isSameText(given, of(text)) };
}
