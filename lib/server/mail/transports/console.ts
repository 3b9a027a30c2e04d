import type { Transport } from '@/lib/server/mail/transports/transport';
import { toVisibleLine, toVisibleLines } from '@/lib/shared/visible-text';

/** Always resolves: printing to standard output needs no other service. */
export async function probe(): Promise<void> {}

/** Prints the text of each mail to standard output. */
export function create(): Transport {
  return async ({ to, from, subject, text }) => {
    const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`].map(toVisibleLine);
    process.stdout.write(`\n${head.join('\n')}\n\n${toVisibleLines(text)}\n`);
  };
}
