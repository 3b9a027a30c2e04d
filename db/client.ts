import { type Database, DatabaseError } from '@/db/database/database';

/** A driver for one kind of database: opens it, and brings its schema up to this version. */
interface Driver {
  open(url: string): Promise<Database>;
  migrate(url: string): Promise<void>;
}

const libsql = (): Promise<Driver> => import('@/db/drivers/libsql');
const postgres = (): Promise<Driver> => import('@/db/drivers/postgres');

/** The drivers by the scheme of DATABASE_URL; only the chosen one is ever loaded. */
const DRIVERS: Readonly<Record<string, () => Promise<Driver>>> = {
  'file:': () => import('@/db/drivers/sqlite'),
  'libsql:': libsql,
  'https:': libsql,
  'http:': libsql,
  'wss:': libsql,
  'ws:': libsql,
  'postgres:': postgres,
  'postgresql:': postgres,
};

/** The schemes that DATABASE_URL may begin with. */
export const DATABASE_SCHEMES = Object.keys(DRIVERS);

function driverOf(url: string): Promise<Driver> {
  const scheme = DATABASE_SCHEMES.find((prefix) => url.toLowerCase().startsWith(prefix));
  const load = scheme && DRIVERS[scheme];
  if (!load) throw new DatabaseError(`DATABASE_URL must start with ${DATABASE_SCHEMES.join(', ')}`);
  return load();
}

/**
 * Opens the database that `url` names. A file is made and migrated; a server must be migrated
 * already, by `migrateDatabase`. Throws a `DatabaseError` that says what to do.
 */
export async function openDatabase(url: string): Promise<Database> {
  return (await driverOf(url)).open(url);
}

/**
 * Brings the schema of the database up to this version, all of it or nothing; several processes may
 * do so at once. Throws a `DatabaseError` that says what to do.
 */
export async function migrateDatabase(url: string): Promise<void> {
  return (await driverOf(url)).migrate(url);
}
