import { readClient } from '@/lib/server/oauth/clients';
import { createOpenIdSource } from '@/lib/server/oauth/open-id';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';

/** GitLab by OpenID Connect: gitlab.com, or the installation that the settings name. */
export function createGitlab(setup: Setup): Source | null {
  const client = readClient(setup.settings, 'gitlab');
  if (!client) return null;
  const base = setup.settings.SOCIAL_AUTH_GITLAB_URL;
  const endpoints = endpointsOf(
    {
      issuer: base,
      authorization: `${base}/oauth/authorize`,
      token: `${base}/oauth/token`,
      keys: `${base}/oauth/discovery/keys`,
      userInfo: `${base}/oauth/userinfo`,
    },
    setup,
  );
  return createOpenIdSource({
    slug: 'gitlab',
    label: PROVIDERS.gitlab.label,
    clientId: client.id,
    clientSecret: client.secret,
    scopes: ['openid', 'email', 'profile'],
    algorithms: ['RS256'],
    usesPkce: true,
    echoesNonce: true,
    endpoints: async () => endpoints,
    isIssuer: (iss) => iss === endpoints.issuer,
    now: setup.now,
  });
}
