import { createPairedSource } from '@/lib/server/oauth/providers/paired';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';

/** GitLab by OpenID Connect: gitlab.com, or the installation that the settings name. */
export function createGitlab(setup: Setup): Source | null {
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
  return createPairedSource(setup, 'gitlab', {
    endpoints,
    isIssuer: (iss) => iss === endpoints.issuer,
  });
}
