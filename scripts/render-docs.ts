import type { z } from 'zod';
import { settingsShape } from '@/lib/server/settings/settings';
import { bodyFields, type Contract } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import { ERROR_CODES } from '@/lib/shared/error-codes';
import { LIMITS, type Limit } from '@/lib/shared/limits';
import { DEFAULT_SWITCHES } from '@/lib/shared/switches';

/** A Markdown table; a cell's pipes are escaped. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The table of endpoints. */
function apiTable(): string {
  const rows = contracts.map((contract) => {
    const { method, path, who, summary, success } = contract;
    const body = bodyFields(contract, DEFAULT_SWITCHES);
    return [
      `\`${method} ${path}\``,
      WHO[who],
      Object.keys(body ?? {})
        .map((name) => `\`${name}\``)
        .join(' ') || '–',
      [success, ...failuresOf(contract)].join(' '),
      summary,
    ];
  });
  return table(['Endpoint', 'Who', 'Body', 'Answers', 'What it does'], rows);
}

const WHO: Readonly<Record<Contract['who'], string>> = {
  any: 'anyone',
  auth: 'signed in',
  cron: 'the operator',
};

type Failing = Pick<Contract, 'errors' | 'limits' | 'addressLimit' | 'accountLimit'>;

/** Statuses of an endpoint's own errors, and the 429 of its limits. */
function failuresOf({ errors, limits, addressLimit, accountLimit }: Failing): number[] {
  const statuses = new Set<number>(errors.map((code) => ERROR_CODES[code]));
  if (limits || addressLimit || accountLimit) statuses.add(429);
  return [...statuses].sort();
}

/** The table of settings. */
function settingsTable(): string {
  const rows = Object.entries(settingsShape).map(([name, schema]) => [
    `\`${name}\``,
    name === 'SITE_URL' ? '`http://localhost:$PORT`' : defaultOf(schema),
    schema.description ?? '',
  ]);
  return table(['Setting', 'Default', 'What it is for'], rows);
}

/** A length of time in the unit that people would say it in. */
function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 86_400 ? `${Math.round(seconds / 6) / 10} min` : `${seconds / 86_400} days`;
}

/** The table of limits. */
function limitsTable(): string {
  const rows = Object.values<Limit>(LIMITS).map(({ summary, of, atOnce, everySeconds }) => [
    `${summary}`,
    of,
    String(atOnce),
    inWords(everySeconds),
  ]);
  return table(['What', 'Counted for each', 'At once', 'Then one every'], rows);
}

/** Tables that are made from the code: by document, and there by the name between their markers. */
export const DOCUMENT_TABLES: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/api.md': { api: apiTable },
  'docs/settings.md': { settings: settingsTable },
  'docs/operating.md': { limits: limitsTable },
};

function defaultOf(schema: z.ZodType): string {
  const { def } = schema;
  const value = 'defaultValue' in def ? String(def.defaultValue) : '';
  return value ? `\`${value}\`` : '–';
}

/** `text` with what lies between the two marker comments of `name` replaced. */
export function replaceBetweenMarkers(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The markers of ${name} are missing.`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
