import { execFile } from 'node:child_process';

/** Runs the command line; gives its exit code and what it printed. */
export function runCli(args: string[], env: Record<string, string> = {}) {
  const command = ['--import', 'tsx', 'scripts/cli.ts', ...args];
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    execFile(process.execPath, command, { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}
