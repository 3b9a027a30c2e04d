import { socialComplete } from '@/lib/shared/contracts/social';

/** What a provider sent back with the browser, by the names of the contract. */
export type ProviderAnswer = Readonly<Partial<Record<keyof typeof socialComplete.body, string>>>;

/**
 * Reads what came back with the page's address, in its query or, if a form was posted, its
 * fragment; null if there is nothing. Facebook adds a fragment that says nothing.
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
