import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One question about the server's health. */
interface Probe {
  /** When it was asked, since the epoch, in ms. */
  at: number;
  ms: number;
  status: number;
}

/** Another client that asks all the while. */
export interface Canary {
  /** The questions so far. */
  probes: readonly Probe[];
  stop(): Promise<void>;
}

/** Starts a process that asks every `everyMs`; resolves once its first question is answered. */
export async function startCanary(url: string, everyMs: number): Promise<Canary> {
  const script = fileURLToPath(new URL('canary-process.ts', import.meta.url));
  const args = ['--import', 'tsx', script, url, String(everyMs)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const probes: Probe[] = [];
  let rest = '';
  const first = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [at = 0, ms = 0, status = 0] = line.split(' ').map(Number);
        probes.push({ at, ms, status });
      }
      if (probes.length > 0) resolve();
    });
  });
  await Promise.race([first, exited]);
  if (child.exitCode !== null) throw new Error('The canary did not start.');
  return {
    probes,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

/** Returns the present time, as probes count it. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
