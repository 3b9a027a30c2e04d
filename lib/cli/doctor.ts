import type { Command } from 'commander';
import { loadEnvironment } from '@/lib/cli/environment';
import { examine } from '@/lib/cli/examination';
import { CliError } from '@/lib/cli/failure';
import { line, print } from '@/lib/cli/output';

/** Adds `doctor`. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look for what would keep the app from working, and say what to do')
    .option('--development', 'as `npm run dev` would run, not `npm start`')
    .option('--json', 'print JSON')
    .action(async ({ development, json }: { development?: boolean; json?: boolean }) => {
      loadEnvironment(development ?? false);
      const NODE_ENV = development ? 'development' : 'production';
      const findings = await examine({ ...process.env, NODE_ENV });
      const lines = findings.map(({ what, advice }) =>
        advice ? line`✗ ${what}: ${advice}` : line`✓ ${what}`,
      );
      print(json, findings, lines);
      const count = findings.filter(({ advice }) => advice !== null).length;
      if (count > 0) throw new CliError(`${count} of ${findings.length} need attention`);
    });
}
