import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { runCommand } from '@/lib/cli/program';

/** Runs the command line in this process, with `input` piped in; returns the same as `runCli`. */
export async function runCliHere(args: string[], env: Record<string, string> = {}, input = '') {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += text;
      return true;
    }),
  );
  const stdin = vi.spyOn(process, 'stdin', 'get');
  stdin.mockReturnValue(Object.assign(Readable.from([input]), { isTTY: false }) as never);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    const code = await runCommand(args);
    return { code, out: printed.stdout, err: printed.stderr };
  } finally {
    vi.unstubAllEnvs();
    for (const spy of [...spies, stdin]) spy.mockRestore();
  }
}
