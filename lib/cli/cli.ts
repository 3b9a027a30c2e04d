import { reportFailure } from '@/lib/cli/failure';
import { ignoreClosedPipes, line, printErrors } from '@/lib/cli/output';
import { runCommand } from '@/lib/cli/program';

// Node.js itself would print these as they are, with control characters that they quote.
process.on('uncaughtException', (error) => {
  reportFailure(error);
  process.exit(1);
});
if (process.listenerCount('warning') > 0) {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    const [first, ...others] = message.split('\n');
    printErrors([line`${name}: ${first}`, ...others.map((other) => line`    ${other}`)]);
  });
}

ignoreClosedPipes();

process.exitCode = await runCommand(process.argv.slice(2));
