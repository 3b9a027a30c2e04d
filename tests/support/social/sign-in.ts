import { randomBytes } from 'node:crypto';
import type { Answer, Attempt, Profile, Provider } from '@/lib/server/oauth/provider';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { parseSettings } from '@/lib/server/settings/settings';
import { findProvider } from '@/lib/shared/providers';
import type { FakeProvider } from '@/tests/support/social/fake-provider';

const random = () => randomBytes(32).toString('base64url');

/** Makes the attempt that a sign-in begins with, a new one each time. */
export function makeAttempt(slug = 'oidc'): Attempt {
  const redirectUri = `http://localhost:3000/auth/${slug}`;
  return { state: random(), codeVerifier: random(), nonce: random(), redirectUri };
}

/** Returns the provider that these settings configure; throws if there is none. */
export function providerOf(
  slug: string,
  settings: Record<string, string>,
  now: () => Date,
  endpoints: Record<string, string> = {},
): Provider {
  const parsed = parseSettings({ JWT_SECRET: 'x'.repeat(32), ...settings });
  const providers = createProviders(parsed, { now, endpoints: { [slug]: endpoints } });
  const provider = findProvider(providers, slug);
  if (!provider) throw new Error(`${slug} is not configured`);
  return provider;
}

/** Returns the nameless OpenID provider, configured for a fake one. */
export function oidcAt(fake: FakeProvider, now: () => Date): Provider {
  const OIDC = { ISSUER: fake.issuer, CLIENT_ID: fake.clientId, CLIENT_SECRET: 'our secret/+:%' };
  const settings = Object.entries(OIDC).map(([name, value]) => [`OIDC_${name}`, value]);
  return providerOf('oidc', Object.fromEntries(settings), now);
}

/** Goes through a whole attempt at a fake provider, with changes to the callback's parameters. */
export async function signIn(
  provider: Provider,
  fake: FakeProvider,
  changes: Partial<Answer & Attempt> = {},
): Promise<Profile> {
  const attempt = makeAttempt(provider.slug);
  const code = fake.grant(await provider.authorizationUrl(attempt));
  const answer = { code, iss: null, user: null, ...changes };
  return provider.fetchProfile({ ...attempt, ...changes }, answer);
}
