import { z } from 'zod';
import { object, type ZodMiniType } from 'zod/mini';
import { commonErrors } from '@/lib/server/http/endpoint';
import { settingsShape } from '@/lib/server/settings/settings';
import { ApiErrorBody } from '@/lib/shared/api-error';
import type { Contract } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import { LIMITS, type Limit } from '@/lib/shared/limits';

/** A Markdown table; a cell's pipes are escaped. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The table of endpoints. */
function apiTable(): string {
  const rows = contracts.map(({ method, path, who, summary, body, success, ...contract }) => [
    `\`${method} ${path}\``,
    who === 'auth' ? 'signed in' : 'anyone',
    Object.keys(body ?? {})
      .map((name) => `\`${name}\``)
      .join(' ') || '–',
    [success, ...contract.errors, ...(isLimited(contract) ? [429] : [])].join(' '),
    summary,
  ]);
  return table(['Endpoint', 'Who', 'Body', 'Answers', 'What it does'], rows);
}

type Limited = Pick<Contract, 'limits' | 'addressLimit' | 'accountLimit'>;

const isLimited = ({ limits, addressLimit, accountLimit }: Limited) =>
  Boolean(limits || addressLimit || accountLimit);

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

/** The OpenAPI 3.1 document of the API. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const contract of contracts) {
    paths[contract.path] ??= {};
    Object.assign(paths[contract.path] ?? {}, {
      [contract.method.toLowerCase()]: operation(contract),
    });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse',
      version: '1',
      description: "Djoser's contract for accounts, with JWTs in HttpOnly cookies.",
    },
    paths,
    components: {
      schemas: { Error: jsonSchema(ApiErrorBody) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        // `__Host-access` where the site is https.
        cookie: { type: 'apiKey', in: 'cookie', name: 'access' },
      },
    },
  };
}

function operation(contract: Contract): object {
  const { name, summary, who, body, response, success, errors } = contract;
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const failure = { description: 'Failure', ...json({ $ref: '#/components/schemas/Error' }) };
  const failures = [...new Set([...errors, ...commonErrors(contract)])].sort();
  return {
    operationId: name,
    summary,
    ...(who === 'auth' && { security: [{ bearer: [] }, { cookie: [] }] }),
    ...(body && { requestBody: requestBody(jsonSchema(object(body))) }),
    responses: {
      [success]: { description: 'Success', ...(response && json(jsonSchema(response))) },
      ...Object.fromEntries(failures.map((status) => [status, failure])),
    },
  };
}

/** Every body may be JSON or a form. */
function requestBody(schema: object): object {
  const types = ['application/json', 'application/x-www-form-urlencoded'];
  return {
    required: 'required' in schema,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}

function jsonSchema(schema: ZodMiniType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
