import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { OF_EVERY_REQUEST } from '@/lib/server/http/contract-errors';
import type { Endpoint } from '@/lib/server/http/endpoint';
import type { Handler } from '@/lib/server/http/respond';
import type { RouteHandlers } from '@/lib/server/http/route';
import { type OpenApiDocument, openApiDocument } from '@/lib/server/openapi/document';
import {
  type ApiHeader,
  type ApiResponse,
  failuresWith,
  type Reference,
  responseWith,
  WITHOUT_BODY,
} from '@/lib/server/openapi/responses';
import type { Schema } from '@/lib/server/openapi/schemas';
import { findContext } from '@/lib/server/use-case/context';
import type { Contract } from '@/lib/shared/contracts/contract';
import { DEFAULT_SWITCHES } from '@/lib/shared/switches';

/** An answer whose body has been read. */
interface Read {
  status: number;
  headers: Headers;
  text: string;
}

/** Answers by status. */
type Described = Readonly<Record<string, ApiResponse | Reference>>;

/** The headers of any answer, which do not depend on the request. */
const OF_EVERY_ANSWER = new Set([
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'cache-control',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'referrer-policy',
  'strict-transport-security',
  'vary',
  'x-content-type-options',
  'x-frame-options',
]);

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The document by the settings that change it; apps with the same settings share one. */
const documents = new Map<string, OpenApiDocument>();

/** Returns the document as the app would serve it now. */
function documentNow(): OpenApiDocument {
  const { AUTH_HEADER_TYPES = ['Bearer'], SWITCHES = DEFAULT_SWITCHES } =
    findContext()?.settings ?? {};
  const key = JSON.stringify([AUTH_HEADER_TYPES, SWITCHES]);
  const served = { AUTH_HEADER_TYPES, SWITCHES, TOKEN_ENDPOINTS: true };
  const made =
    documents.get(key) ?? openApiDocument({ SITE_URL: 'http://localhost:3000', ...served });
  documents.set(key, made);
  return made;
}

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
const validators = new Map<object, ValidateFunction>();

/** Returns the validator of a schema, which is compiled once a process. */
function validatorOf(schema: Schema | Reference): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const validator = ajv.compile({ components: documentNow().components, ...schema });
  validators.set(schema, validator);
  return validator;
}

/** The answers of a path to a method that it does not have, and to OPTIONS. */
const toOtherMethods: Described = {
  ...failuresWith(
    [...OF_EVERY_REQUEST, 'not_authenticated', 'origin_refused', 'method_not_allowed'],
    false,
  ),
  204: responseWith(204, ['X-Request-Id', 'Allow']),
};

/** The answers of a path that does not exist, and to which `incoming.ts` sends refused requests. */
const elsewhere = failuresWith(
  [...OF_EVERY_REQUEST, 'too_many_fields', 'not_found', 'method_not_allowed'],
  false,
);

/** Finds the contract of a path's method; undefined if the path does not have it. */
export function contractOf(
  handlers: RouteHandlers,
  method: keyof RouteHandlers,
): Contract | undefined {
  const handler: Handler & Partial<Endpoint> = handlers[method];
  return handler.contract;
}

function describedAnswers(handlers: RouteHandlers, method: keyof RouteHandlers): Described {
  const contract = contractOf(handlers, method);
  const operation =
    documentNow().paths[contract?.path ?? '']?.[contract?.method.toLowerCase() ?? ''];
  if (operation) return operation.responses;
  const isPath = METHODS.some((name) => contractOf(handlers, name));
  return isPath ? toOtherMethods : elsewhere;
}

/** Throws unless the OpenAPI document describes this answer of a path to this method. */
export function requireDescribed(
  handlers: RouteHandlers,
  method: keyof RouteHandlers,
  answer: Read,
): void {
  const found = describedAnswers(handlers, method)[answer.status];
  const problems = found ? [...problemsOf(resolved(found), answer)] : ['not described'];
  if (problems.length > 0) {
    throw new Error(`OpenAPI: ${method} was answered ${answer.status}: ${problems.join('; ')}`);
  }
}

function* problemsOf({ headers, content }: ApiResponse, answer: Read): Generator<string> {
  for (const name of answer.headers.keys()) {
    const isDescribed = Object.keys(headers).some((one) => one.toLowerCase() === name);
    if (!isDescribed && !OF_EVERY_ANSWER.has(name)) yield `${name} is not described`;
  }
  for (const [name, header] of Object.entries(headers)) {
    const { required, schema } = resolved<ApiHeader>(header);
    const text = answer.headers.get(name);
    if (text === null && required) yield `${name} is missing`;
    const value = schema.type === 'integer' ? Number(text) : text;
    if (text !== null) yield* mistakes(name, schema, value);
  }
  const code = answer.headers.get('X-Error-Code') ?? '';
  const isEmpty = !content || WITHOUT_BODY.some((one) => one === code);
  const type = answer.headers.get('content-type');
  if (isEmpty !== (answer.text === '') || isEmpty === (type !== null)) yield 'a body or none';
  else if (content && !isEmpty) {
    const media = content[type ?? ''];
    if (media) yield* mistakes('body', media.schema, JSON.parse(answer.text));
    else yield `${type} is not described`;
  }
}

function* mistakes(what: string, schema: Schema | Reference, value: unknown): Generator<string> {
  const validator = validatorOf(schema);
  if (!validator(value)) yield `${what}: ${ajv.errorsText(validator.errors)}`;
}

/** Returns a part of the document, or the part that it refers to. */
function resolved<T extends object>(part: T | Reference): T {
  if (!('$ref' in part)) return part;
  const [, , group = '', name = ''] = String(part.$ref).split('/');
  return documentNow().components[group]?.[name] as T;
}
