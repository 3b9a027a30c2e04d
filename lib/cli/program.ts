import { Command, CommanderError } from 'commander';
import { addAccountCommands } from '@/lib/cli/accounts';
import { addDjangoCommands } from '@/lib/cli/django-commands';
import { addDoctorCommand } from '@/lib/cli/doctor';
import { reportFailure } from '@/lib/cli/failure';
import { addKeyCommands } from '@/lib/cli/keys';
import { commanderOutput } from '@/lib/cli/output';
import { addSuperuserCommand } from '@/lib/cli/superuser';
import { addUpkeepCommands } from '@/lib/cli/upkeep';

/** Runs a command by its arguments, without those of Node.js; returns the exit code of the process. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed its own errors already.
    if (error instanceof CommanderError) return error.exitCode;
    reportFailure(error);
    return 1;
  }
}

function createProgram(): Command {
  const program = new Command('npm run cli --')
    .description('Looks after a Gatehouse installation, on the database that DATABASE_URL names.')
    .addHelpText('after', '\nExits with 0 if all went well, else with 1 and a line that says why.')
    .showHelpAfterError('npm run cli -- --help says what there is.')
    // Commands inherit both.
    .configureOutput(commanderOutput)
    .exitOverride();
  addUpkeepCommands(program);
  addKeyCommands(program);
  addSuperuserCommand(program);
  addAccountCommands(program);
  addDoctorCommand(program);
  addDjangoCommands(program);
  return program;
}
