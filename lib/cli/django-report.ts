import { SingleBar } from 'cli-progress';
import { drawing, type Line, line, printJson, printLines } from '@/lib/cli/output';
import type { ImportSummary, Skipped } from '@/lib/django/run';

/** A row that was skipped, in words before its id. */
const SKIPPED: Readonly<Record<Skipped['kind'], string>> = {
  user: 'user',
  username: 'username of user',
  identity: 'identity',
  'sign-in': 'sign-in with identity',
};

/** The report of a long command. Lines are written at once, so memory stays bounded. */
export interface Report {
  skip(skipped: Skipped): void;
  progress(done: number, total: number): void;
  finish(summary: ImportSummary): void;
}

/** A report for people: a line for each row that is skipped, and a summary at the end. */
export function createTextReport(): Report {
  const bar = createBar();
  return {
    skip({ kind, id, reason }) {
      bar.clear();
      printLines(line`Skipped ${SKIPPED[kind]} ${id}: ${reason}`);
    },
    progress: bar.update,
    finish(summary) {
      bar.stop();
      printLines(describe(summary));
    },
  };
}

/** A report for scripts: one JSON document, whose list of skipped rows is written as it grows. */
export function createJsonReport(): Report {
  const bar = createBar();
  let separator = '{"skipped":[\n';
  return {
    skip(skipped) {
      printJson(`${separator}${JSON.stringify(skipped)}`);
      separator = ',\n';
    },
    progress: bar.update,
    finish(summary) {
      bar.stop();
      const start = separator.startsWith('{') ? separator : '\n';
      printJson(`${start}],\n${JSON.stringify(summary).slice(1)}\n`);
    },
  };
}

/** A progress bar on a terminal; without one, it draws nothing. */
export function createBar() {
  const { isTTY } = drawing;
  const bar = new SingleBar({
    stream: drawing,
    format: '{bar} {percentage} % | {value} of {total} | {eta_formatted}',
  });
  let isShown = false;
  return {
    /** Makes room for a line of another stream; the next update draws the bar again. */
    clear() {
      if (isShown) drawing.write('\r\x1b[K');
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

function describe({
  users,
  identities,
  usernamesSkipped,
  namesCleaned,
  identitiesNotFound,
  passwordsToReset,
}: ImportSummary): Line[] {
  const listed = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([name, count]) => `${name}: ${count}`);
  const backends = listed(identitiesNotFound);
  const kinds = listed(passwordsToReset);
  return [
    line`Brought ${users.brought} users and ${identities.brought} identities.`,
    line`Here already: ${users.present} users, ${identities.present} identities.`,
    line`Skipped: ${users.skipped} users, ${identities.skipped} identities, ${usernamesSkipped} user names.`,
    ...(namesCleaned > 0
      ? [
          line`Cleaned the names of ${namesCleaned} users: control characters, marks of direction, spaces at the ends or more than 255 characters.`,
        ]
      : []),
    ...(backends.length > 0
      ? [line`Identities that no sign-in here finds, by their backend: ${backends.join(', ')}.`]
      : []),
    ...(kinds.length > 0
      ? [line`Passwords of a kind that cannot be verified here, to be reset: ${kinds.join(', ')}.`]
      : []),
  ];
}
