import type { Command } from 'commander';
import { searchUsers } from '@/db/repositories/accounts';
import type { User } from '@/db/tables/schema';
import {
  type AccountOptions,
  onAccount,
  readChoice,
  takingAccount,
} from '@/lib/cli/account-choice';
import { administration, withDatabase } from '@/lib/cli/environment';
import { CliError } from '@/lib/cli/failure';
import { type Line, line, print } from '@/lib/cli/output';
import { readNewPassword } from '@/lib/cli/password-input';
import {
  setActive,
  setPasswordOf,
  signOutAllUsers,
  signOutEverywhere,
} from '@/lib/server/accounts/administration';
import { foldCase, stripUnseen } from '@/lib/shared/identifiers';

interface Output {
  json?: boolean;
}

interface Page {
  limit: number;
  /** The id that the page's accounts are older than. */
  before?: number;
}

type OnAccount = Output & AccountOptions;

const JSON_OPTION = ['--json', 'print JSON'] as const;

/** Adds the commands about accounts and their sessions. */
export function addAccountCommands(program: Command): void {
  takingAccount(program.command('set-password'))
    .description('set a password, end all sessions of the account and tell its owner')
    .option(...JSON_OPTION)
    .action((name: string | undefined, { json, ...options }: OnAccount) =>
      onAccount(readChoice(name, options), async (admin, user) => {
        await setPasswordOf(admin, user, await readNewPassword());
        print(
          json,
          { id: user.id },
          line`${user.email} has a new password; all its sessions ended.`,
        );
      }),
    );

  for (const [command, isActive, done] of [
    ['activate', true, 'may sign in'],
    ['deactivate', false, 'may not sign in any more; all its sessions ended'],
  ] as const) {
    takingAccount(program.command(command))
      .description(isActive ? 'let an account sign in' : 'shut an account out, at once')
      .option(...JSON_OPTION)
      .action((name: string | undefined, { json, ...options }: OnAccount) =>
        onAccount(readChoice(name, options), async (admin, user) => {
          await setActive(admin, user, isActive);
          print(json, { id: user.id, is_active: isActive }, line`${user.email} ${done}.`);
        }),
      );
  }

  takingAccount(program.command('revoke-sessions'))
    .description('sign an account out everywhere, or with --all all accounts')
    .option('--all', 'end the sessions of all accounts')
    .option(...JSON_OPTION)
    .action(revokeSessions);

  program
    .command('users')
    .description('list accounts, the newest first')
    .argument('[text]', 'a part of the e-mail address or user name')
    .option('--limit <number>', 'at most so many', parseNumber('--limit', 6), 50)
    .option('--before <id>', 'those before this id: the next page', parseNumber('--before', 15))
    .option(...JSON_OPTION)
    .action((text: string | undefined, { json, limit, before }: Output & Page) =>
      withDatabase(async (db) => {
        const part = foldCase(stripUnseen(text ?? ''));
        const found = await searchUsers(db, part, { limit, beforeId: before });
        const rows = found.map(describe);
        print(json, rows, rows.length > 0 ? rows.map(toColumns) : line`No accounts.`);
      }),
    );
}

async function revokeSessions(
  name: string | undefined,
  { all, json, ...options }: OnAccount & { all?: boolean },
) {
  const choice = readChoice(name, options);
  if ((choice === null) === !all)
    throw new CliError('name an account, or say --all: one of the two');
  if (choice === null) {
    return withDatabase(async (db) => {
      const ended = await signOutAllUsers(administration(db));
      print(json, { ended }, line`${ended} sessions ended.`);
    });
  }
  return onAccount(choice, async (admin, user) => {
    await signOutEverywhere(admin, user);
    print(json, { id: user.id }, line`${user.email} is signed out everywhere.`);
  });
}

function parseNumber(option: string, maxDigits: number) {
  return (text: string): number => {
    if (!/^[1-9]\d*$/.test(text) || text.length > maxDigits)
      throw new CliError(`${option} must be a whole number`);
    return Number(text);
  };
}

/** Joins the columns of a row with two spaces, which no column has: no name can pose as the next. */
function toColumns(row: ReturnType<typeof describe>): Line {
  const cells = Object.values(row).map((value) =>
    String(value ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return line`${cells.map((cell) => cell || '-').join('  ')}`;
}

function describe(user: User) {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    name: `${user.firstName} ${user.lastName}`,
    state: user.isActive ? 'active' : user.awaitsActivation ? 'awaits activation' : 'deactivated',
    role: user.isSuperuser ? 'superuser' : user.isStaff ? 'staff' : null,
    joined: user.dateJoined.toISOString(),
    last_login: user.lastLogin?.toISOString() ?? null,
  };
}
