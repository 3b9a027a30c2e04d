import type * as z from 'zod/mini';
import type { Fields, FieldValues } from '@/lib/shared/fields';
import type { LimitName } from '@/lib/shared/limits';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One endpoint of the API, declared once. The server, the browser client, the tests, the OpenAPI
 * document and the README's table all read it. Declared as `{ … } as const satisfies Contract`.
 */
export interface Contract {
  /** Unique; also the OpenAPI operation id and the name of the test file. */
  readonly name: string;
  readonly method: Method;
  /**
   * Djoser's spelling, with the trailing slash; both spellings are served. One document lies
   * outside `/api/`, where others look for it (RFC 8615).
   */
  readonly path: `/api/${string}/` | '/.well-known/jwks.json';
  /** `any`: anonymous callers allowed. `auth`: a live access token is required. */
  readonly who: 'any' | 'auth';
  readonly summary: string;
  /** Null when the endpoint reads no body. */
  readonly body: Fields | null;
  /** The cookie that stands for the body's fields; while it is there, they are not looked at. */
  readonly bodyYieldsTo?: 'access' | 'refresh';
  /** Query parameters, checked like a body. */
  readonly query?: Fields;
  /** Null for 204. Replies are parsed through it, so nothing else can leave. */
  readonly response: z.ZodMiniType | null;
  readonly success: 200 | 201 | 204;
  /** What is counted by the client's address before the body is read; 429 where it is too often. */
  readonly addressLimit?: LimitName;
  /** What is counted by the caller's account before the body is read; 429 where it is too often. */
  readonly accountLimit?: LimitName;
  /** What else is counted, by the use case. */
  readonly limits?: readonly LimitName[];
  /** Error statuses of the endpoint's own, besides those of `commonErrors`. */
  readonly errors: readonly number[];
  /** True if the answer may set or clear the session cookies. */
  readonly writesCookies: boolean;
}

/** Values of the `{…}` parts of a path. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & ParamsOf<Rest>
  : unknown;

/** The parsed query of a contract's request. */
export type QueryOf<C extends Contract> = C['query'] extends Fields
  ? FieldValues<C['query']>
  : null;

/** The parsed body of a contract's request. */
export type BodyOf<C extends Contract> = C['body'] extends Fields ? FieldValues<C['body']> : null;

/** The body of a contract's success response. */
export type ResponseOf<C extends Contract> = C['response'] extends z.ZodMiniType
  ? z.output<C['response']>
  : null;
