import type { Command } from 'commander';
import { administration, withDatabase } from '@/lib/cli/environment';
import { CliError } from '@/lib/cli/failure';
import { line, print } from '@/lib/cli/output';
import { readNewPassword } from '@/lib/cli/password-input';
import { createSuperuser } from '@/lib/server/accounts/administration';
import { Email, Name, Username } from '@/lib/shared/account-fields';

interface SuperuserOptions {
  email: string;
  username?: string;
  firstName: string;
  lastName: string;
  json?: boolean;
}

/** Adds `create-superuser`. */
export function addSuperuserCommand(program: Command): void {
  program
    .command('create-superuser')
    .description('create an account that may see and change all others')
    .requiredOption('--email <address>')
    .option('--username <name>')
    .option('--first-name <name>', '', 'Super')
    .option('--last-name <name>', '', 'User')
    .option('--json', 'print JSON')
    .action(create);
}

async function create({ json, ...options }: SuperuserOptions): Promise<void> {
  const fields = {
    email: parse(Email, '--email', options.email),
    username: parse(Username, '--username', options.username),
    firstName: parse(Name, '--first-name', options.firstName),
    lastName: parse(Name, '--last-name', options.lastName),
  };
  await withDatabase(async (db) => {
    const password = await readNewPassword();
    const { id, email } = await createSuperuser(administration(db), { ...fields, password });
    print(json, { id, email }, line`${email} is a superuser, number ${id}.`);
  });
}

interface Field<T> {
  safeParse(value: unknown): { data?: T; error?: { issues: { message: string }[] } };
}

function parse<T>(field: Field<T>, option: string, value: unknown): T {
  const { data, error } = field.safeParse(value);
  if (error) throw new CliError(`${option}: ${error.issues[0]?.message}`);
  return data as T;
}
