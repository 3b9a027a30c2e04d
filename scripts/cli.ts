import { randomBytes } from 'node:crypto';
import nextEnv from '@next/env';
import { Command } from 'commander';
import { openDatabase } from '../db/client';
import { DatabaseError } from '../db/database';
import { settingsShape } from '../lib/server/env';

const SECRET_BYTES = 48;

const program = new Command('npm run cli --')
  .description('Looks after a Gatehouse installation.')
  .showHelpAfterError();

program
  .command('generate-secret')
  .description('print a new JWT_SECRET')
  .action(() => {
    console.log(randomBytes(SECRET_BYTES).toString('base64url'));
  });

program
  .command('migrate')
  .description('bring the database of DATABASE_URL up to the schema of this version')
  .action(async () => {
    const url = databaseUrl();
    const db = await openDatabase(url);
    await db.close();
    console.log(`${url} is up to date.`);
  });

/** DATABASE_URL as the server would read it, from the environment or a dotenv file. */
function databaseUrl(): string {
  nextEnv.loadEnvConfig(process.cwd());
  const { data, error } = settingsShape.DATABASE_URL.safeParse(
    process.env.DATABASE_URL || undefined,
  );
  if (error) throw new DatabaseError(`DATABASE_URL ${error.issues[0]?.message}`);
  return data;
}

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof DatabaseError)) throw error;
  console.error(`Failed: ${error.message}`);
  process.exitCode = 1;
});
