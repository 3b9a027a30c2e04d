import type { Command } from 'commander';
import { openDatabase } from '../../db/client';
import { importDjango } from './import-django';
import { createJsonReport, createTextReport } from './report';

interface ImportFlags {
  table?: string;
  emailsVerified?: boolean;
  json?: boolean;
}

/** Adds the commands that move people in from Django, and back. */
export function addDjangoCommands(program: Command, databaseUrl: () => string): void {
  program
    .command('import-django')
    .description('bring the users of a Django system over, with their passwords')
    .argument('<from>', 'its SQLite file, or its PostgreSQL URL')
    .option('--table <name>', 'its table of users, if not users_useraccount or auth_user')
    .option('--emails-verified', 'addresses of active users were confirmed there')
    .option('--json', 'print JSON')
    .action(async (from: string, { table, emailsVerified, json }: ImportFlags) => {
      const report = json ? createJsonReport() : createTextReport();
      const db = await openDatabase(databaseUrl());
      try {
        const summary = await importDjango(db, {
          from,
          table,
          areEmailsVerified: emailsVerified ?? false,
          onSkip: report.skip,
          onProgress: report.progress,
        });
        report.finish(summary);
      } finally {
        await db.close();
      }
    });
}
