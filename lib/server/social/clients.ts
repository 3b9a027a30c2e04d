import type { Settings } from '../env';
import { type PairedProvider, pairName } from './env';
import type { Client } from './oauth-client';

/** Our registration at a provider, or null if the settings have none. */
export function readClient(settings: Settings, slug: PairedProvider): Client | null {
  const name = pairName(slug);
  const [id, secret] = [settings[`${name}_KEY`], settings[`${name}_SECRET`]];
  return id && secret ? { id, secret } : null;
}
