import type { Command } from 'commander';
import { createBar, createJsonReport, createTextReport } from '@/lib/cli/django-report';
import { readOffered, withDatabase } from '@/lib/cli/environment';
import { CliError } from '@/lib/cli/failure';
import { line, print } from '@/lib/cli/output';
import { exportDjango } from '@/lib/django/export-django';
import { importDjango } from '@/lib/django/import-django';

interface ImportFlags {
  table?: string;
  emailsVerified?: boolean;
  json?: boolean;
}

/** Adds the commands that move users in from Django, and back. */
export function addDjangoCommands(program: Command): void {
  addImport(program);
  addExport(program);
}

function addImport(program: Command): void {
  program
    .command('import-django')
    .description('bring the users of a Django system over, with their passwords')
    .argument('[from]', 'its SQLite file or PostgreSQL URL; else what DJANGO_DATABASE_URL says')
    .option('--table <name>', 'its table of users, if not users_useraccount or auth_user')
    .option('--emails-verified', 'addresses of active users were confirmed there')
    .option('--json', 'print JSON')
    .action((named: string | undefined, { table, emailsVerified, json }: ImportFlags) =>
      withDatabase(async (db) => {
        // Every user of the machine can see an argument, but no variable.
        const from = named ?? process.env.DJANGO_DATABASE_URL;
        if (!from) throw new CliError('say where from, or set DJANGO_DATABASE_URL');
        const report = json ? createJsonReport() : createTextReport();
        const summary = await importDjango(db, {
          from,
          table,
          areEmailsVerified: emailsVerified ?? false,
          offered: readOffered(),
          onSkip: report.skip,
          onProgress: report.progress,
        });
        report.finish(summary);
      }),
    );
}

function addExport(program: Command): void {
  program
    .command('export-django')
    .description('write a SQLite database from which Django signs in the same users')
    .argument('<to>', 'a new file')
    .option('--table <name>', 'users_useraccount or the like for a model of your own', 'auth_user')
    .option('--json', 'print JSON')
    .action((to: string, { table, json }: { table: string; json?: boolean }) =>
      withDatabase(async (db) => {
        const bar = createBar();
        const counts = await exportDjango(db, { to, table, onProgress: bar.update });
        bar.stop();
        const words = line`Wrote ${counts.users} users and ${counts.identities} identities to ${to}.`;
        print(json, counts, words);
      }),
    );
}
