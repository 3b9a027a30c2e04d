import { escapeJson, toVisibleLine, toVisibleLines } from '@/lib/shared/visible-text';

declare const isLine: unique symbol;

/** One line for people, harmless on a terminal for all values. Only `line` makes one. */
export type Line = string & { readonly [isLine]: true };

/** Template tag: text and values as one line. A newline in a value starts no line of its own. */
export function line(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | null | undefined)[]
): Line {
  return toVisibleLine(String.raw({ raw: strings }, ...values)) as Line;
}

/**
 * Standard error, for libraries that draw on a terminal by themselves and for the log, whose lines are
 * harmless already. All other output goes through the functions below.
 */
export const drawing = process.stderr;

/** Prints data for scripts, or lines for people. */
export function print(isJson: boolean | undefined, data: unknown, words: Line | readonly Line[]) {
  if (isJson) printJson(`${JSON.stringify(data, null, 2)}\n`);
  else printLines(words);
}

/** Prints lines to standard output. */
export function printLines(words: Line | readonly Line[]): void {
  process.stdout.write(joinLines(words));
}

/** Prints JSON to standard output, whole or in pieces that split no string. */
export function printJson(piece: string): void {
  process.stdout.write(escapeJson(piece));
}

/** Prints lines to standard error. */
export function printErrors(words: Line | readonly Line[]): void {
  process.stderr.write(joinLines(words));
}

/** Ignores that a reader has closed its pipe, like `| head`: the command has not failed. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** The output of commander: help, and errors about arguments, which it quotes. */
export const commanderOutput = {
  writeOut: (text: string) => void process.stdout.write(toVisibleLines(text)),
  writeErr: (text: string) => void process.stderr.write(toVisibleLines(text)),
  outputError(text: string) {
    // Commander's own newlines are the last one and the one before a hint at a command of ours.
    const [end = '', hint] = /\n(\(Did you mean [\w, -]+\?\))?\n?$/.exec(text) ?? [];
    const sentence = line`${text.slice(0, text.length - end.length)}`;
    printErrors(hint ? [sentence, line`${hint}`] : sentence);
  },
};

function joinLines(words: Line | readonly Line[]): string {
  return [words]
    .flat()
    .map((text) => `${toVisibleLine(text)}\n`)
    .join('');
}
