import type { Settings } from '@/lib/server/settings/settings';
import { PROVIDERS } from '@/lib/shared/providers';

/** Returns the name of a provider for people, also of one that is not configured any more. */
export function providerLabel({ OIDC_PROVIDERS }: Settings, slug: string): string {
  const named: Readonly<Record<string, { label: string }>> = PROVIDERS;
  const set = OIDC_PROVIDERS.find((provider) => provider.slug === slug);
  return set?.label ?? (Object.hasOwn(named, slug) ? named[slug]?.label : null) ?? slug;
}
