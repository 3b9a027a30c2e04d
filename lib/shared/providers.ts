/** The providers with a file of their own, by the name that paths and identities use. */
export const PROVIDERS = {
  google: { label: 'Google' },
  facebook: { label: 'Facebook' },
  github: { label: 'GitHub' },
  microsoft: { label: 'Microsoft' },
  apple: { label: 'Apple' },
  discord: { label: 'Discord' },
  gitlab: { label: 'GitLab' },
  linkedin: { label: 'LinkedIn' },
} as const satisfies Record<string, { label: string }>;

/** The name of a provider that has a file of its own. */
export type NamedProvider = keyof typeof PROVIDERS;

/** The provider that `OIDC_ISSUER` names; further ones bear the names of their settings. */
export const OIDC_SLUG = 'oidc';

/** Other names of the same provider: Django's social-auth says `google-oauth2`. */
const ALIASES: ReadonlyMap<string, string> = new Map([['google-oauth2', 'google']]);

/** The name of a provider in paths, and its label for users. */
export interface ProviderName {
  readonly slug: string;
  readonly label: string;
}

/** A configured provider, as pages offer it. */
export interface OfferedProvider extends ProviderName {
  /** The page that it sends users back to. */
  readonly redirectUri: string;
}

/**
 * Returns the slug that a path's provider name stands for: the name itself, unless it is an alias.
 */
function providerSlug(name: string): string {
  return ALIASES.get(name) ?? name;
}

/** Finds the provider among `providers` that a path's name stands for, or null. */
export function findProvider<P extends ProviderName>(
  providers: readonly P[],
  name: string,
): P | null {
  const slug = providerSlug(name);
  return providers.find((provider) => provider.slug === slug) ?? null;
}

/** Pages below `/auth/`, where a provider's callback has the provider's name. */
const PAGES: readonly string[] = ['login', 'register'];

/**
 * True if a further provider may not have this name: it is the name of a provider or page already.
 */
export function isProviderName(name: string): boolean {
  return (
    Object.hasOwn(PROVIDERS, name) ||
    PAGES.includes(name) ||
    ALIASES.has(name) ||
    name === OIDC_SLUG
  );
}
