import type { Transport } from '../transport';

/** Somebody must read it: there is nothing that could fail. */
export async function probe(): Promise<void> {}

/** Prints the text of each mail to standard output. */
export function create(): Transport {
  return async ({ to, from, subject, text }) => {
    process.stdout.write(`\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`);
  };
}
