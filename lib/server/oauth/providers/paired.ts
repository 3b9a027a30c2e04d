import { readClient } from '@/lib/server/oauth/clients';
import {
  createOpenIdSource,
  type OpenIdEndpoints,
  type OpenIdProvider,
} from '@/lib/server/oauth/open-id';
import type { Setup, Source } from '@/lib/server/oauth/source';
import type { PairedProvider } from '@/lib/server/settings/providers';
import { PROVIDERS } from '@/lib/shared/providers';

/** The rules in which OpenID providers differ that identify us by a key and a secret. */
type Rules = Pick<OpenIdProvider, 'isIssuer' | 'adjustProfile'> &
  Partial<Pick<OpenIdProvider, 'usesPkce' | 'echoesNonce'>> & {
    readonly endpoints: OpenIdEndpoints;
  };

/**
 * Makes the source of such a provider, with PKCE and a nonce unless its rules say otherwise; null if
 * the settings have no key and secret for it.
 */
export function createPairedSource(
  { settings, now, deadlineIn }: Setup,
  slug: PairedProvider,
  { endpoints, ...rules }: Rules,
): Source | null {
  const client = readClient(settings, slug);
  if (!client) return null;
  return createOpenIdSource({
    slug,
    label: PROVIDERS[slug].label,
    clientId: client.id,
    clientSecret: client.secret,
    scopes: ['openid', 'email', 'profile'],
    algorithms: ['RS256'],
    usesPkce: true,
    echoesNonce: true,
    endpoints: async () => endpoints,
    now,
    deadlineIn,
    ...rules,
  });
}
