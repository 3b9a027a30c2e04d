import { existsSync } from 'node:fs';
import nextEnv from '@next/env';
import { openDatabase } from '../../db/client';
import { type Database, DatabaseError } from '../../db/database';
import { rootCause } from '../../db/root-cause';
import { createAudit } from '../../lib/server/audit/audit';
import type { Administration } from '../../lib/server/auth/administration';
import { type Settings, settingsShape } from '../../lib/server/env';
import { ApiError } from '../../lib/server/errors';
import { createLog } from '../../lib/server/log';

/** Something that the person at the keyboard can mend; `message` says how. */
export class CliError extends Error {
  override name = 'CliError';
}

type Readable = 'DATABASE_URL' | 'BCRYPT_COST' | 'LOG_LEVEL';

/** One setting as the server would read it, from the environment or a dotenv file. */
export function readSetting<Name extends Readable>(name: Name) {
  nextEnv.loadEnvConfig(process.cwd());
  const { data, error } = settingsShape[name].safeParse(process.env[name] || undefined);
  if (error) throw new CliError(`${name} ${error.issues[0]?.message}`);
  return data as Settings[Name];
}

/** What somebody in charge works with. Events go to standard error: the result may go into a file. */
export function administration(db: Database): Administration {
  const log = createLog(readSetting('LOG_LEVEL'), process.stderr);
  const now = () => new Date();
  const audit = createAudit({ db, log, now });
  return { audit, db, now, bcryptCost: readSetting('BCRYPT_COST') };
}

/** Opens the database of DATABASE_URL for as long as `act` takes. Makes none by mistake. */
export async function withDatabase<T>(act: (db: Database) => Promise<T>): Promise<T> {
  const url = readSetting('DATABASE_URL');
  if (url.startsWith('file:') && !existsSync(url.slice('file:'.length))) {
    throw new CliError(
      `there is no database ${url}: check DATABASE_URL, or make it with npm run db:migrate`,
    );
  }
  const db = await openDatabase(url);
  try {
    return await act(db);
  } finally {
    await db.close();
  }
}

/** Prints for scripts or for people. */
export function print(isJson: boolean | undefined, data: unknown, words: string): void {
  console.log(isJson ? JSON.stringify(data, null, 2) : words);
}

/**
 * What to say of an error, in a line. Of what nobody foresaw, the innermost cause alone: those
 * around it quote the values of statements, hashes among them.
 */
export function describeError(error: unknown): string {
  if (error instanceof CliError || error instanceof DatabaseError) return error.message;
  if (error instanceof ApiError && error.body) {
    return Object.entries(error.body)
      .map(([field, messages]) => `${field}: ${[messages].flat().join(' ')}`)
      .join('\n');
  }
  const cause = rootCause(error);
  if (process.env.DEBUG && cause?.stack) return cause.stack;
  return `${cause?.message.split('\n', 1)[0] || String(cause)} (run it again; DEBUG=1 says more)`;
}
