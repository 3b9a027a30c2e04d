import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Runs the command line with `input` piped in; returns its exit code and its output. */
export async function runCli(args: string[], env: Record<string, string> = {}, input = '') {
  const command = ['--import', 'tsx', 'lib/cli/cli.ts', ...args];
  const child = spawn(process.execPath, command, { env: { ...process.env, ...env } });
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}
