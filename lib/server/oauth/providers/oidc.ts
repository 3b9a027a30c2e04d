import { createDiscovery } from '@/lib/server/oauth/discovery';
import { createOpenIdSource } from '@/lib/server/oauth/open-id';
import type { Setup, Source } from '@/lib/server/oauth/source';
import type { OidcSet } from '@/lib/server/settings/provider-sets';

/** Any OpenID provider that the settings name by its issuer. */
export function createOidc(set: OidcSet, { now, deadlineIn }: Setup): Source {
  const { slug, label, issuer, clientId, clientSecret } = set;
  return createOpenIdSource({
    slug,
    label,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
    usesPkce: true,
    echoesNonce: true,
    endpoints: createDiscovery(issuer, { now, deadlineIn }),
    isIssuer: (iss, _, own) => iss === own.issuer,
    now,
    deadlineIn,
  });
}
