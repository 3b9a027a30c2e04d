import { STATUS_CODES } from 'node:http';
import * as z from 'zod/mini';
import { type Schema, schemaOf } from '@/lib/server/openapi/schemas';
import { ApiErrorBody } from '@/lib/shared/api-error';
import { type Contract, responseSchema } from '@/lib/shared/contracts/contract';
import { ERROR_CODES, type ErrorCode } from '@/lib/shared/error-codes';
import type { Switches } from '@/lib/shared/switches';

/** Status of an error answer. */
type ErrorStatus = (typeof ERROR_CODES)[ErrorCode];

/** A header of an answer. */
export interface ApiHeader {
  description?: string;
  required?: boolean;
  schema: Schema;
}

/** Codes of answers that have no body. */
export const WITHOUT_BODY: readonly ErrorCode[] = ['activation_mails_off'];

/** A reference to a part that several answers share. */
export interface Reference {
  $ref: string;
}

/** An answer of one status. */
export interface ApiResponse {
  description: string;
  headers: Readonly<Record<string, ApiHeader | Reference>>;
  content?: Readonly<Record<string, { schema: Schema | Reference }>>;
}

/** Returns the header of a 401, which asks for a scheme of the Authorization header. */
export function challengeOf(scheme: string): ApiHeader {
  return { required: true, schema: { const: `${scheme} realm="api"` } };
}

/** Headers that answers share. */
export const HEADERS = {
  'X-Request-Id': {
    description: 'The name of this request in the log.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  'X-Error-Fields': {
    description:
      'Codes for the fields of the body, as a dictionary (RFC 9651): `email=taken, password=(password_too_short;min=8 password_numeric)`.',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'When to try again, in seconds.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
  'WWW-Authenticate': challengeOf('Bearer'),
  'Set-Cookie': {
    description: 'One for each cookie that is set or cleared.',
    schema: { type: 'string' },
  },
  Link: {
    description: 'The address of the next page, if there is one, with `rel="next"` (RFC 8288).',
    schema: { type: 'string' },
  },
  Location: { required: true, schema: { type: 'string', format: 'uri' } },
  Allow: {
    description: 'The methods that the path has.',
    required: true,
    schema: { type: 'string' },
  },
} as const satisfies Record<string, ApiHeader>;

type HeaderName = keyof typeof HEADERS;

/** Bodies of errors that answers share. */
export const ERROR_SCHEMAS: Readonly<Record<string, Schema>> = {
  Error: schemaOf(ApiErrorBody),
  Detail: schemaOf(z.object({ detail: z.string(), code: z.optional(z.string()) })),
};

const toSchema = (name: 'Error' | 'Detail'): Reference => ({
  $ref: `#/components/schemas/${name}`,
});

const headers = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** The answers of an endpoint by status: its success, and the errors with these codes. */
export function responsesOf(
  contract: Contract,
  codes: Iterable<ErrorCode>,
  switches: Switches,
): Record<string, ApiResponse | Reference> {
  const failures = failuresWith(codes, contract.writesCookies === true);
  return { [contract.success]: successOf(contract, switches), ...failures };
}

function successOf(contract: Contract, switches: Switches): ApiResponse {
  const { success, writesCookies, isPage } = contract;
  const response = responseSchema(contract, switches);
  const names: HeaderName[] = ['X-Request-Id'];
  if (writesCookies) names.push('Set-Cookie');
  if (isPage) names.push('Link');
  if (success === 303) names.push('Location');
  const content = response && { 'application/json': { schema: schemaOf(response) } };
  return { ...responseWith(success, names), ...(content && { content }) };
}

/** An answer with these headers and without a body. */
export function responseWith(status: number, names: readonly HeaderName[]): ApiResponse {
  return { description: STATUS_CODES[status] ?? '', headers: headers(names) };
}

/** Codes by the status that they come with. */
function byStatus(codes: Iterable<ErrorCode>): Map<ErrorStatus, ErrorCode[]> {
  const groups = new Map<ErrorStatus, ErrorCode[]>();
  for (const code of codes) {
    const status = ERROR_CODES[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

const everyCode = byStatus(Object.keys(ERROR_CODES) as ErrorCode[]);

/** Statuses that one code has: they are the same wherever they occur. */
const isShared = (status: ErrorStatus) => everyCode.get(status)?.length === 1;

/** The answers that are the same wherever they occur, by their names among the components. */
export function sharedResponses(): Record<string, ApiResponse> {
  const shared = [...everyCode].filter(([status]) => isShared(status));
  return Object.fromEntries(shared.map(([status, codes]) => [`${status}`, failure(status, codes)]));
}

/** The answers with these codes, by status. */
export function failuresWith(
  codes: Iterable<ErrorCode>,
  writesCookies: boolean,
): Record<string, ApiResponse | Reference> {
  const answers = [...byStatus(codes)].map(([status, group]) => [
    status,
    isShared(status)
      ? { $ref: `#/components/responses/${status}` }
      : failure(status, group, writesCookies),
  ]);
  return Object.fromEntries(answers);
}

function failure(
  status: ErrorStatus,
  codes: readonly ErrorCode[],
  writesCookies = false,
): ApiResponse {
  const names: HeaderName[] = ['X-Request-Id'];
  if (codes.includes('invalid_fields')) names.push('X-Error-Fields');
  if (status === 401) names.push('WWW-Authenticate');
  // The cookies of a session that has ended are taken away.
  if (status === 401 && writesCookies) names.push('Set-Cookie');
  if (status === 405) names.push('Allow');
  if (status === 429 || status === 503) names.push('Retry-After');
  const code = { required: true, schema: { type: 'string', enum: codes } };
  const bare = responseWith(status, names);
  const silent = codes.filter((one) => WITHOUT_BODY.includes(one));
  return {
    description: [bare.description, ...silent.map((one) => `no body with \`${one}\``)].join('; '),
    headers: { 'X-Error-Code': code, ...bare.headers },
    content: { 'application/json': { schema: toSchema(status === 400 ? 'Error' : 'Detail') } },
  };
}
