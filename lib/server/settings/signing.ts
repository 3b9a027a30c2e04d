import { BadKeyError, type KeyRing, readKeys } from '@/lib/edge/keys';
import { type Settings, SettingsError } from '@/lib/server/settings/settings';

/** Loads the keys of the settings. Throws a `SettingsError` if one only looks like a key. */
export async function loadKeys(settings: Settings): Promise<KeyRing> {
  try {
    return await readKeys(settings);
  } catch (error) {
    if (!(error instanceof BadKeyError)) throw error;
    throw new SettingsError(`1 setting needs attention:\n  ${error.message}`);
  }
}
