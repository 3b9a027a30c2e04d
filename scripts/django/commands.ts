import type { Command } from 'commander';
import { openDatabase } from '../../db/client';
import { exportDjango } from './export-django';
import { importDjango } from './import-django';
import { createBar, createJsonReport, createTextReport } from './report';

interface ImportFlags {
  table?: string;
  emailsVerified?: boolean;
  json?: boolean;
}

/** Adds the commands that move people in from Django, and back. */
export function addDjangoCommands(program: Command, databaseUrl: () => string): void {
  addImport(program, databaseUrl);
  addExport(program, databaseUrl);
}

function addImport(program: Command, databaseUrl: () => string): void {
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

function addExport(program: Command, databaseUrl: () => string): void {
  program
    .command('export-django')
    .description('write a SQLite database that Django signs the same people in from')
    .argument('<to>', 'a new file')
    .option('--table <name>', 'users_useraccount or the like for a model of your own', 'auth_user')
    .option('--json', 'print JSON')
    .action(async (to: string, { table, json }: { table: string; json?: boolean }) => {
      const bar = createBar();
      const db = await openDatabase(databaseUrl());
      try {
        const counts = await exportDjango(db, { to, table, onProgress: bar.update });
        bar.stop();
        const text = `Wrote ${counts.users} users and ${counts.identities} identities to ${to}.`;
        console.log(json ? JSON.stringify(counts) : text);
      } finally {
        await db.close();
      }
    });
}
