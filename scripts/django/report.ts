import { SingleBar } from 'cli-progress';
import type { ImportSummary, Skipped } from './run';

/** Where a long command says what it does. Lines are written as they come: nothing piles up. */
export interface Report {
  skip(skipped: Skipped): void;
  progress(done: number, total: number): void;
  finish(summary: ImportSummary): void;
}

type Write = (text: string) => void;

const toOutput: Write = (text) => void process.stdout.write(text);

/** For people: a line for whatever is left behind, and what was brought at the end. */
export function createTextReport(write: Write = toOutput): Report {
  const bar = createBar();
  return {
    skip({ kind, id, reason }) {
      bar.clear();
      write(`Skipped ${kind} ${kind === 'username' ? 'of user ' : ''}${id}: ${reason}\n`);
    },
    progress: bar.update,
    finish(summary) {
      bar.stop();
      write(`${describe(summary)}\n`);
    },
  };
}

/** For scripts: one JSON document, whose list of what was skipped is written as it grows. */
export function createJsonReport(write: Write = toOutput): Report {
  const bar = createBar();
  let separator = '{"skipped":[\n';
  return {
    skip(skipped) {
      write(`${separator}${JSON.stringify(skipped)}`);
      separator = ',\n';
    },
    progress: bar.update,
    finish(summary) {
      bar.stop();
      const start = separator.startsWith('{') ? separator : '\n';
      write(`${start}],\n${JSON.stringify(summary).slice(1)}\n`);
    },
  };
}

/** A progress bar on a terminal, and nothing elsewhere. */
export function createBar() {
  const { isTTY } = process.stderr;
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value} of {total} | {eta_formatted}',
  });
  let isShown = false;
  return {
    /** Makes room for a line of another stream; the next update draws the bar again. */
    clear() {
      if (isShown) process.stderr.write('\r\x1b[K');
    },
    update(done: number, total: number) {
      if (!isTTY) return;
      if (!isShown) bar.start(total, 0);
      isShown = true;
      bar.update(done);
    },
    stop() {
      if (isShown) bar.stop();
    },
  };
}

function describe({ users, identities, usernamesSkipped, passwordsToReset }: ImportSummary) {
  const kinds = Object.entries(passwordsToReset).map(([kind, count]) => `${kind}: ${count}`);
  return [
    `Brought ${users.brought} users and ${identities.brought} identities.`,
    `Here already: ${users.present} users, ${identities.present} identities.`,
    `Skipped: ${users.skipped} users, ${identities.skipped} identities, ${usernamesSkipped} user names.`,
    ...(kinds.length > 0
      ? [`Passwords of a kind that opens nothing here, to be reset: ${kinds.join(', ')}.`]
      : []),
  ].join('\n');
}
