import { type Figure, isMet, type Raw, type Wanted } from '@/scripts/bench/measure/figures';
import { median } from '@/scripts/bench/measure/statistics';

/** A number as people read it: three digits that count, but no digit before the point is lost. */
export function inDigits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(digits, 3));
}

/** What a figure should be, in signs. */
export function inSigns(wanted: Wanted | undefined): string {
  if (!wanted) return '';
  return 'atLeast' in wanted ? `≥ ${wanted.atLeast}` : `≤ ${wanted.atMost}`;
}

/** Raw numbers in words: of each the median, those of one thing together. */
export function inWords(raw: readonly Raw[]): string {
  const things = new Map<string, string[]>();
  for (const { of, unit, samples } of raw) {
    const words = `${inDigits(median(samples))} ${unit}`;
    things.set(of, [...(things.get(of) ?? []), words]);
  }
  return [...things].map(([of, words]) => `${of}: ${words.join(', ')}`).join('; ');
}

/** The cells of a figure's line. */
export function cellsOf(figure: Figure): string[] {
  const { name, value, byCpu, unit, wanted, raw } = figure;
  const met = { true: 'yes', false: 'no', null: '' }[String(isMet(figure))] ?? '';
  const cpu = byCpu === undefined ? '' : `${inDigits(byCpu)} ${unit}`;
  return [name, `${inDigits(value)} ${unit}`, cpu, inSigns(wanted), met, inWords(raw)];
}

/** The heads of the table's columns. */
export const HEADS = ['Measured', 'Figure', 'By CPU time', 'Wanted', 'Met', 'Raw numbers, medians'];

/** Rows for a terminal, each column as wide as its longest cell. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** All figures as one table for a terminal. */
export function asText(figures: readonly Figure[]): string {
  return alignColumns([HEADS, ...figures.map(cellsOf)]);
}
