import { socialComplete } from '@/lib/shared/contracts/social';

/** The provider's answer that came back with the browser, by the names of the contract. */
export type ProviderAnswer = Readonly<Partial<Record<keyof typeof socialComplete.body, string>>>;

/**
 * Reads the provider's answer from the page's address: from its query or, if a form was posted, its
 * fragment. Null if there is none. Facebook adds a fragment that says nothing.
 */
export function readProviderAnswer({
  search,
  hash,
}: Pick<Location, 'search' | 'hash'>): ProviderAnswer | null {
  for (const part of [search, hash.slice(1)]) {
    const given = new URLSearchParams(part);
    const fields = Object.keys(socialComplete.body).flatMap((name) => {
      const value = given.get(name);
      return value ? [[name, value]] : [];
    });
    if (fields.length > 0) return Object.fromEntries(fields);
  }
  return null;
}
