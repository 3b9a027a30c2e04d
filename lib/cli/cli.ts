import { reportFailure } from '@/lib/cli/failure';
import { bearGoneReaders, complain, line } from '@/lib/cli/output';
import { runCommand } from '@/lib/cli/program';

// Node.js itself would print these as they are, with whatever they quote.
process.on('uncaughtException', (error) => {
  reportFailure(error);
  process.exit(1);
});
if (process.listenerCount('warning') > 0) {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    const [first, ...others] = message.split('\n');
    complain([line`${name}: ${first}`, ...others.map((other) => line`    ${other}`)]);
  });
}

bearGoneReaders();

process.exitCode = await runCommand(process.argv.slice(2));
