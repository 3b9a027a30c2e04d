import { escapeJson, toVisibleLine, toVisibleLines } from '@/lib/shared/visible-text';

declare const isLine: unique symbol;

/** One line for people, harmless on a terminal whatever its values were. Only `line` makes one. */
export type Line = string & { readonly [isLine]: true };

/** Template tag: text and values as one line. A newline in a value starts no line of its own. */
export function line(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | null | undefined)[]
): Line {
  return toVisibleLine(String.raw({ raw: strings }, ...values)) as Line;
}

/**
 * Standard error, for what draws on a terminal by itself and for the log, whose lines are harmless
 * already. All else is printed by the functions below, and nothing prints past this file.
 */
export const drawing = process.stderr;

/** Prints for scripts or for people. */
export function print(isJson: boolean | undefined, data: unknown, words: Line | readonly Line[]) {
  if (isJson) printJson(`${JSON.stringify(data, null, 2)}\n`);
  else printLines(words);
}

/** Prints lines to standard output. */
export function printLines(words: Line | readonly Line[]): void {
  process.stdout.write(joinLines(words));
}

/** Prints JSON, or a piece of it that breaks no string in two, to standard output as it is. */
export function printJson(piece: string): void {
  process.stdout.write(escapeJson(piece));
}

/** Prints lines to standard error. */
export function complain(words: Line | readonly Line[]): void {
  process.stderr.write(joinLines(words));
}

/** Lets a reader go that has seen enough, like `| head`: that is no failure of the command. */
export function bearGoneReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Where commander prints: help, and what is wrong about arguments, which it quotes. */
export const commanderOutput = {
  writeOut: (text: string) => void process.stdout.write(toVisibleLines(text)),
  writeErr: (text: string) => void process.stderr.write(toVisibleLines(text)),
  outputError(text: string) {
    // Of its newlines, the last one and the one before a hint at commands of ours are commander's.
    const [end = '', hint] = /\n(\(Did you mean [\w, -]+\?\))?\n?$/.exec(text) ?? [];
    const sentence = line`${text.slice(0, text.length - end.length)}`;
    complain(hint ? [sentence, line`${hint}`] : sentence);
  },
};

function joinLines(words: Line | readonly Line[]): string {
  return [words]
    .flat()
    .map((text) => `${toVisibleLine(text)}\n`)
    .join('');
}
