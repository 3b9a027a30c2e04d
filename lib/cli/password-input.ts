import { text } from 'node:stream/consumers';
import { isCancel, password } from '@clack/prompts';
import { CliError } from '@/lib/cli/failure';
import { drawing } from '@/lib/cli/output';
import { areSameLetters } from '@/lib/shared/normal-forms';

/**
 * Reads a new password: typed twice and hidden, or piped in. It is never an argument: every user of
 * the machine can see those, and the shell keeps them in its history.
 */
export async function readNewPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    const piped = (await text(process.stdin)).replace(/\r?\n$/, '');
    if (piped === '') throw new CliError('pipe the password in, or run this in a terminal');
    return piped;
  }
  const first = await ask('Password');
  const second = await ask('Password once more');
  if (!areSameLetters(first, second)) throw new CliError('the two passwords differ');
  return first;
}

async function ask(message: string): Promise<string> {
  // Standard output is for the result, which may go into a file.
  const answer = await password({ message, output: drawing });
  if (isCancel(answer)) throw new CliError('cancelled');
  return answer;
}
