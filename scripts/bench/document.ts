import { readFileSync, writeFileSync } from 'node:fs';
import { renderPlot } from '@/scripts/bench/plot';
import {
  parseResults,
  RESULTS_FILE,
  type Results,
  SECTIONS,
  type Section,
} from '@/scripts/bench/results';
import { cellsOf, HEADS } from '@/scripts/bench/table';
import { replaceBetweenMarkers } from '@/scripts/render-docs';

/** The document, whose prose is written by hand and whose numbers are not. */
export const DOCUMENT_FILE = 'docs/benchmarks.md';
/** The plot that it shows. */
export const PLOT_FILE = 'docs/benchmarks.svg';

/** More than anything here is exact to. */
const DIGITS = 6;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** When and of what a section was taken, its figures, and what was left out. */
function renderSection(section: Section | undefined): string {
  if (!section) return 'Not measured yet.';
  const { date, commit, isQuick, figures, skipped } = section;
  const samples = isQuick ? ', with short samples (`--quick`)' : '';
  return [
    `Measured on ${date} at ${commit}${samples}.`,
    ...(figures.length > 0 ? ['', table(HEADS, figures.map(cellsOf))] : []),
    ...skipped.map((line) => `\nLeft out: ${line.split('\n')[0]}`),
  ].join('\n');
}

/** The document with these results in the place of those that it had. */
export function renderDocument(text: string, { machine, sections }: Results): string {
  const parts: [string, string][] = [
    ['machine', table(['Machine', ''], Object.entries(machine))],
    ...SECTIONS.map((name): [string, string] => [name, renderSection(sections[name])]),
  ];
  return parts.reduce((all, [name, content]) => replaceBetweenMarkers(all, name, content), text);
}

/** Writes the results, the document and its plot. */
export function writeDocument(measured: Results): void {
  const round = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
  const kept = `${JSON.stringify(measured, round, 2)}\n`;
  const results = parseResults(kept);
  writeFileSync(RESULTS_FILE, kept);
  const text = readFileSync(DOCUMENT_FILE, 'utf8');
  writeFileSync(DOCUMENT_FILE, renderDocument(text, results));
  writeFileSync(PLOT_FILE, renderPlot(results));
}
