import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '@/tests/proofs/abuse/exchange';
import { write } from '@/tests/proofs/abuse/wire';

/**
 * Asks for the server's health again and again, and prints for each time when it asked (epoch, in
 * ms), the time of the answer and its status. It is a process of its own, since one that is busy
 * with making requests would measure itself.
 */
async function sing(url: string, everyMs: number): Promise<void> {
  for (;;) {
    const at = performance.timeOrigin + performance.now();
    const health = write({ target: '/api/health/' });
    const { ms, status } = await exchange(url, health, { timeoutMs: 60_000 });
    process.stdout.write(`${at} ${ms} ${status ?? 0}\n`);
    await sleep(Math.max(1, everyMs - ms));
  }
}

const [url = '', everyMs] = process.argv.slice(2);
await sing(url, Number(everyMs));
