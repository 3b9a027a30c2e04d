import { Command } from 'commander';
import { addAccountCommands } from './cli/accounts';
import { addDoctorCommand } from './cli/doctor';
import { describeError } from './cli/environment';
import { addKeyCommands } from './cli/keys';
import { addSuperuserCommand } from './cli/superuser';
import { addUpkeepCommands } from './cli/upkeep';
import { addDjangoCommands } from './django/commands';

const program = new Command('npm run cli --')
  .description('Looks after a Gatehouse installation, on whatever database DATABASE_URL names.')
  .addHelpText('after', '\nExits with 0 if all went well, else with 1 and a line that says why.')
  .showHelpAfterError('npm run cli -- --help says what there is.');

addUpkeepCommands(program);
addKeyCommands(program);
addSuperuserCommand(program);
addAccountCommands(program);
addDoctorCommand(program);
addDjangoCommands(program);

program.parseAsync().catch((error: unknown) => {
  console.error(`Failed: ${describeError(error)}`);
  process.exitCode = 1;
});
