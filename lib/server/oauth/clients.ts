import type { Client } from '@/lib/server/oauth/oauth-client';
import { type PairedProvider, pairName } from '@/lib/server/settings/providers';
import type { Settings } from '@/lib/server/settings/settings';

/** Our registration at a provider, or null if the settings have none. */
export function readClient(settings: Settings, slug: PairedProvider): Client | null {
  const name = pairName(slug);
  const [id, secret] = [settings[`${name}_KEY`], settings[`${name}_SECRET`]];
  return id && secret ? { id, secret } : null;
}
