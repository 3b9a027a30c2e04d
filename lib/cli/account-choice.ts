import type { Command } from 'commander';
import type { User } from '@/db/tables/schema';
import { administration, withDatabase } from '@/lib/cli/environment';
import { CliError } from '@/lib/cli/failure';
import {
  type AccountKey,
  type Administration,
  findAccounts,
} from '@/lib/server/accounts/administration';

/** The options that say what kind of name they hold, and the kind in words. */
const OPTIONS: Readonly<Record<AccountKey, { option: string; word: string }>> = {
  id: { option: '--id <number>', word: 'id' },
  email: { option: '--email <address>', word: 'address' },
  username: { option: '--username <name>', word: 'user name' },
};
const KEYS = Object.keys(OPTIONS) as AccountKey[];

/** An account as it was named on the command line. */
export interface AccountChoice {
  name: string;
  /** The one kind of name that it is, if an option said so. */
  key?: AccountKey;
}

/** The values of the options that name an account. */
export type AccountOptions = { [K in AccountKey]?: string };

/** Lets a command be told an account: by an argument that is any name, or by an option. */
export function takingAccount(command: Command): Command {
  command.argument('[account]', 'its id, e-mail address or user name, or one of the options below');
  for (const key of KEYS) {
    const { option, word } = OPTIONS[key];
    command.option(option, `the account with this ${word}`);
  }
  return command;
}

/** Returns the account that was named, or null if none was. Throws if there are two names. */
export function readChoice(
  argument: string | undefined,
  options: AccountOptions,
): AccountChoice | null {
  const choices = [
    ...(argument === undefined ? [] : [{ name: argument }]),
    ...KEYS.flatMap((key) => {
      const name = options[key];
      return name === undefined ? [] : [{ name, key }];
    }),
  ];
  if (choices.length > 1) throw new CliError('name one account, once');
  return choices[0] ?? null;
}

/** Does `act` on the account that was named. Throws unless exactly one account has the name. */
export async function onAccount(
  choice: AccountChoice | null,
  act: (admin: Administration, user: User) => Promise<void>,
): Promise<void> {
  if (!choice) throw new CliError('name an account');
  const { name, key } = choice;
  await withDatabase(async (db) => {
    const admin = administration(db);
    const [first, second] = await findAccounts(admin, name, key && [key]);
    if (!first)
      throw new CliError(`there is no account ${name}: npm run cli -- users lists accounts`);
    if (second) {
      const meanings = [first, second].map(
        ({ key, user }) => `the ${OPTIONS[key].word} of account ${user.id}, ${user.email}`,
      );
      throw new CliError(
        `${name} is ${meanings.join(', and ')}: say --${first.key} ${name} or --${second.key} ${name}`,
      );
    }
    await act(admin, first.user);
  });
}
