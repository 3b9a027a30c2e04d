import { randomBytes } from 'node:crypto';
import nextEnv from '@next/env';
import { Command } from 'commander';
import { migrateDatabase, openDatabase } from '../db/client';
import { DatabaseError } from '../db/database';
import { describeUrl } from '../db/database-url';
import { countMails, findFailedMails, retryFailedMails } from '../db/repositories/outbox';
import type { OutboxMail } from '../db/schema';
import { settingsShape } from '../lib/server/env';

const SECRET_BYTES = 48;

/** Failed mails listed at once. */
const MAX_SHOWN = 100;

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
    await migrateDatabase(url);
    console.log(`${describeUrl(url)} is up to date.`);
  });

program
  .command('outbox')
  .description('show the mails that wait, and those that failed for good')
  .option('--retry', 'make the failed ones due again')
  .option('--json', 'print JSON')
  .action(async ({ retry, json }: { retry?: boolean; json?: boolean }) => {
    const db = await openDatabase(databaseUrl());
    if (retry) await retryFailedMails(db, new Date());
    const report = { ...(await countMails(db)), failures: await findFailedMails(db, MAX_SHOWN) };
    await db.close();
    console.log(json ? JSON.stringify(report, null, 2) : describeOutbox(report));
  });

/** The outbox in words, one line for each mail that failed. */
function describeOutbox(report: { waiting: number; failed: number; failures: OutboxMail[] }) {
  const lines = report.failures.map(
    ({ id, kind, recipient, createdAt, attempts, error }) =>
      `  #${id} ${kind} to ${recipient}, of ${createdAt.toISOString()}, tried ${attempts}×: ${error}`,
  );
  return [`${report.waiting} waiting, ${report.failed} failed`, ...lines].join('\n');
}

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
