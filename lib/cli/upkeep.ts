import type { Command } from 'commander';
import { migrateDatabase } from '@/db/client';
import { describeUrl } from '@/db/database/database-url';
import { countMails, findFailedMails, retryFailedMails } from '@/db/repositories/outbox';
import type { OutboxMail } from '@/db/tables/schema';
import { readSetting, withDatabase } from '@/lib/cli/environment';
import { CliError } from '@/lib/cli/failure';
import { line, print, printLines } from '@/lib/cli/output';
import { KEPT_DAYS, type Removed, removeOver } from '@/lib/server/runtime/removal';

/** The most failed mails that are listed. */
const MAX_SHOWN = 100;

/** The rows that `purge` deletes, in words. */
const PURGED: Readonly<Record<keyof Removed, string>> = {
  sessions: 'sessions that are over',
  devices: 'devices that were signed in on too long ago',
  emailChanges: 'changes of address that can no longer be undone',
  outbox: 'mails that failed for good',
  users: 'accounts that were never activated',
  pendingIdentities: 'pending identities that were never confirmed',
  rateLimits: 'buckets of limits',
  auditEvents: 'events of account pages',
};

/** Adds the commands that keep an installation in order. */
export function addUpkeepCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the database of DATABASE_URL up to the schema of this version')
    .action(async () => {
      const url = readSetting('DATABASE_URL');
      await migrateDatabase(url);
      printLines(line`${describeUrl(url)} is up to date.`);
    });

  program
    .command('outbox')
    .description('show the mails that wait, and those that failed for good')
    .option('--retry', 'make the failed ones due again')
    .option('--json', 'print JSON')
    .action(({ retry, json }: { retry?: boolean; json?: boolean }) =>
      withDatabase(async (db) => {
        if (retry) await retryFailedMails(db, new Date());
        const failures = await findFailedMails(db, MAX_SHOWN);
        const report = { ...(await countMails(db)), failures };
        print(json, report, describeOutbox(report));
      }),
    );

  program
    .command('purge')
    .description('delete now what has been of no use for a while, as the server does by itself')
    .option('--older-than <days>', 'over for so many days, 1 at least', parseDays, KEPT_DAYS)
    .option('--json', 'print JSON')
    .action(purge);
}

function parseDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new CliError('--older-than must be a number of days');
  return Number(text);
}

async function purge({ olderThan, json }: { olderThan: number; json?: boolean }): Promise<void> {
  await withDatabase(async (db) => {
    const report = await removeOver({ db, now: () => new Date() }, { keptDays: olderThan });
    const words = Object.entries(PURGED).map(
      ([kind, what]) => `${report[kind as keyof Removed]} ${what}`,
    );
    print(json, report, line`Deleted ${words.join(', ')}.`);
  });
}

/** Describes the outbox, with one line for each mail that failed. */
function describeOutbox(report: { waiting: number; failed: number; failures: OutboxMail[] }) {
  const lines = report.failures.map(
    ({ id, kind, recipient, createdAt, attempts, error }) =>
      line`  #${id} ${kind} to ${recipient}, of ${createdAt.toISOString()}, tried ${attempts}×: ${error}`,
  );
  return [line`${report.waiting} waiting, ${report.failed} failed`, ...lines];
}
