import { type Database, DatabaseError } from './database';

type Open = (url: string) => Promise<Database>;

/** Driver by scheme; only the chosen one is ever loaded. */
const DRIVERS: Readonly<Record<'file:', () => Promise<{ open: Open }>>> = {
  'file:': () => import('./drivers/sqlite'),
};

/**
 * Opens the database that `url` names, migrated to the schema of this version.
 * Throws a `DatabaseError` if that is not possible.
 */
export async function openDatabase(url: string): Promise<Database> {
  const scheme = Object.keys(DRIVERS).find((prefix) => url.startsWith(prefix));
  if (!scheme) throw new DatabaseError('DATABASE_URL must start with file:');
  const { open } = await DRIVERS[scheme as keyof typeof DRIVERS]();
  return open(url);
}
