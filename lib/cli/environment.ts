import { existsSync } from 'node:fs';
import nextEnv from '@next/env';
import { openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { CliError } from '@/lib/cli/failure';
import { drawing, line, printErrors } from '@/lib/cli/output';
import type { OfferedSignIns } from '@/lib/django/sign-ins';
import type { Administration } from '@/lib/server/accounts/administration';
import { createAudit } from '@/lib/server/audit/audit';
import { createLog } from '@/lib/server/runtime/log';
import { readOidcSets } from '@/lib/server/settings/provider-sets';
import { type Settings, settingsShape } from '@/lib/server/settings/settings';

type Readable = 'DATABASE_URL' | 'BCRYPT_COST' | 'LOG_LEVEL' | 'SOCIAL_AUTH_MICROSOFT_TENANT';

/** Reads the dotenv files, those of `npm run dev` or of `npm start`, into the environment, once. */
export function loadEnvironment(isDevelopment: boolean): void {
  nextEnv.loadEnvConfig(process.cwd(), isDevelopment, {
    info() {},
    error: (what: string, why: unknown) => printErrors(line`${what}: ${String(why)}`),
  });
}

/** Returns the variables that the server would start with and that are not empty. */
function presentVariables(): Record<string, string> {
  loadEnvironment(false);
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Reads one setting as the server would, from the environment or a dotenv file. */
export function readSetting<Name extends Readable>(name: Name) {
  const { data, error } = settingsShape[name].safeParse(presentVariables()[name]);
  if (error) throw new CliError(`${name} ${error.issues[0]?.message}`);
  return data as Settings[Name];
}

/** Reads the settings that decide which linked accounts of Django a sign-in finds. */
export function readOffered(): OfferedSignIns {
  const tenant = readSetting('SOCIAL_AUTH_MICROSOFT_TENANT');
  return {
    hasOneTenant: tenant !== 'common' && tenant !== 'organizations',
    openIdProviders: readOidcSets(presentVariables()).map(({ slug }) => slug),
  };
}

/** The parts of an operator's commands. Events go to standard error: the result may go into a file. */
export function administration(db: Database): Administration {
  const log = createLog(readSetting('LOG_LEVEL'), drawing);
  const now = () => new Date();
  const audit = createAudit({ db, log, now });
  return { audit, db, now, bcryptCost: readSetting('BCRYPT_COST') };
}

/** Opens the database of DATABASE_URL for as long as `act` takes. A mistyped file makes no database. */
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
