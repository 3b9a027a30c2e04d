import nextEnv from '@next/env';
import type { Command } from 'commander';
import { CliError } from './environment';
import { examine } from './examination';

/** Adds `doctor`. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look for what would keep the app from working, and say what to do')
    .option('--development', 'as `npm run dev` would run, not `npm start`')
    .option('--json', 'print JSON')
    .action(async ({ development, json }: { development?: boolean; json?: boolean }) => {
      nextEnv.loadEnvConfig(process.cwd(), development);
      const NODE_ENV = development ? 'development' : 'production';
      const findings = await examine({ ...process.env, NODE_ENV });
      const lines = findings.map(({ what, advice }) =>
        advice ? `✗ ${what}: ${advice}` : `✓ ${what}`,
      );
      console.log(json ? JSON.stringify(findings, null, 2) : lines.join('\n'));
      const count = findings.filter(({ advice }) => advice !== null).length;
      if (count > 0) throw new CliError(`${count} of ${findings.length} need attention`);
    });
}
