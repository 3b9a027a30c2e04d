import type { NamedProvider } from '@/lib/shared/providers';

/**
 * The backends of Django's social-auth by the provider that each is for; the first is the one that
 * an export names. A provider or backend that is not here has the same name on both sides.
 */
const BACKENDS: Partial<Record<NamedProvider, readonly [string, ...string[]]>> = {
  google: ['google-oauth2', 'google-openidconnect'],
  microsoft: ['azuread-tenant-oauth2', 'azuread-oauth2', 'azuread-v2-tenant-oauth2'],
  apple: ['apple-id'],
  linkedin: ['linkedin-openidconnect', 'linkedin-oauth2'],
};

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(BACKENDS).map(([provider, [backend]]) => [provider, backend]),
);

const PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries(BACKENDS).flatMap(([provider, backends]) =>
    backends.map((backend) => [backend, provider] as const),
  ),
);

/** The backend in whose name an identity at this provider is exported. */
export function backendOf(provider: string): string {
  return NAMES.get(provider) ?? provider;
}

/** The provider whose accounts this backend has stored. */
export function providerOf(backend: string): string {
  return PROVIDERS.get(backend) ?? backend;
}
