import { alignColumns } from '@/scripts/bench/table';
import { forms } from '@/tests/proofs/abuse/forms';
import type { NeighbourReport } from '@/tests/proofs/abuse/neighbour';
import type { RunReport } from '@/tests/proofs/abuse/run';
import type { SingleReport } from '@/tests/proofs/abuse/single';

/** The longest that another client may wait for one request beyond its wait on an idle server. */
const MOST_ABOVE_IDLE_MS = 150;
/** The largest ratio of a sign-in from another address to one on an idle server. */
const MOST_RATIO = 3;
/** The number of offences of one kind that are shown. */
const SHOWN = 10;

const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
const mark = (isBad: boolean) => (isBad ? '  ← TOO MUCH' : '');

/** Prints a run. Returns the faults that it has proved. */
export function printRun(name: string, report: RunReport): string[] {
  const { statuses, forms: drawn, canary, memory, seconds } = report;
  const requests = Object.values(drawn).reduce((sum, count) => sum + count, 0);
  console.log(`\n## ${name}: ${requests} requests, ${(requests / seconds).toFixed(0)} a second`);
  console.log(
    `answers: ${alignColumns([Object.entries(statuses).map(([status, n]) => `${status}: ${n}`)])}`,
  );
  const counts = forms.map((form) => drawn[form.name] ?? 0);
  console.log(
    `forms: ${forms.length}, each ${Math.min(...counts)} to ${Math.max(...counts)} times`,
  );
  console.log(
    `another client: asked ${canary.probes} times, waited ${ms(canary.slowestMs)} ms at most,` +
      ` over 500 ms ${canary.over500} times, wrong answers ${canary.wrong}`,
  );
  console.log(`memory of the server: ${memory.before} MB before, ${memory.after} MB after`);
  for (const { form, index, ms: among, aloneMs, request } of report.slowest.slice(0, SHOWN)) {
    const times = `${ms(among)} ms among others, ${ms(aloneMs)} ms alone`;
    console.log(`slow: ${times}: ${form}, index ${index}: ${request.slice(0, 120)}`);
  }
  const { serverErrors, hangs, leaks, refused } = report;
  const wrong = Object.entries({ serverErrors, hangs, leaks, refused }).flatMap(([what, all]) => {
    for (const { what: detail, form, index, request } of all.slice(0, SHOWN))
      console.log(`${what}: ${detail}: ${form}, index ${index}: ${request}`);
    return all.length > 0 ? [`${name}: ${what}: ${all.length}`] : [];
  });
  const classes = [...'234'].filter((first) => !Object.keys(statuses).some((s) => s[0] === first));
  return [
    ...wrong,
    ...(report.isComplete ? [] : [`${name}: given up after ${requests} requests`]),
    ...classes.map((first) => `${name}: no answer of ${first}xx`),
    ...(counts.includes(0) ? [`${name}: a form was never sent`] : []),
    ...(canary.wrong > 0 ? [`${name}: another client got ${canary.wrong} wrong answers`] : []),
    ...(canary.over500 > 0
      ? [`${name}: another client waited for ${ms(canary.slowestMs)} ms`]
      : []),
  ];
}

/** Prints the results of single requests. Returns those that held others up too long. */
export function printSingle({ idleMs, rows }: SingleReport): string[] {
  console.log(
    `\n## One request at a time; another client waits ${ms(idleMs)} ms on an idle server`,
  );
  const isBad = ({ aboveIdleMs }: { aboveIdleMs: number }) => aboveIdleMs > MOST_ABOVE_IDLE_MS;
  console.log(
    alignColumns([
      ['kind', 'kB', 'status', 'took ms', 'other waited ms', 'x idle', ''],
      ...rows.map((row) => [
        ...[row.kind, `${row.kB}`, `${row.status ?? 'closed'}`, ms(row.ms), ms(row.otherMs)],
        ...[row.ratio.toFixed(1), mark(isBad(row))],
      ]),
    ]),
  );
  return rows
    .filter(isBad)
    .map(({ kind, kB, otherMs }) => `${kind} of ${kB} kB: another client waited ${ms(otherMs)} ms`);
}

/** Prints the results of attacks beside a neighbour. Returns those that held it up too long. */
export function printNeighbour({ idleMs, rows }: NeighbourReport): string[] {
  console.log(
    `\n## 20 a second from one address; a sign-in from another takes ${ms(idleMs)} ms idle`,
  );
  const isBad = ({ ratio, refused }: { ratio: number; refused: number }) =>
    ratio > MOST_RATIO || refused > 0;
  console.log(
    alignColumns([
      ['attack', 'answers', 'sign-ins', 'refused', 'median ms', 'slowest ms', 'x idle', ''],
      ...rows.map((row) => [
        row.attack,
        Object.entries(row.statuses)
          .map(([status, count]) => `${status}: ${count}`)
          .join(', '),
        ...[`${row.signIns}`, `${row.refused}`, ms(row.medianMs), ms(row.slowestMs)],
        row.ratio.toFixed(2),
        mark(isBad(row)),
      ]),
    ]),
  );
  return rows
    .filter(isBad)
    .map(
      ({ attack, ratio }) =>
        `${attack}: a sign-in from another address takes ${ratio.toFixed(1)} x idle`,
    );
}
