import type * as z from 'zod/mini';
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { Fields, FieldValues } from '@/lib/shared/fields';
import type { LimitName } from '@/lib/shared/limits';
import type { LoginField, Switches } from '@/lib/shared/switches';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A cookie of this app by its name without the prefix that https gives it. */
export type CookieName = 'access' | 'refresh' | 'device' | 'begun';

/**
 * One endpoint of the API, declared once. The server, the browser client, the tests, the OpenAPI
 * document and the tables of the documents all read it. Declared as `{ … } as const satisfies Contract`.
 */
export interface Contract {
  /** Unique; also the OpenAPI operation id and the name of the test file. */
  readonly name: string;
  readonly method: Method;
  /**
   * Djoser's spelling, with the trailing slash; both spellings are served. Documents end like
   * files, and one lies outside `/api/`, at its well-known path (RFC 8615).
   */
  readonly path: `/api/${string}/` | '/api/openapi.json' | '/.well-known/jwks.json';
  /**
   * `any`: anonymous callers allowed. `auth`: a live access token is required. `cron`: the bearer
   * token is CRON_SECRET.
   */
  readonly who: 'any' | 'auth' | 'cron';
  /** The setting with which alone the endpoint exists; left out, it always does. */
  readonly setting?: 'TOKEN_ENDPOINTS';
  /** The LOGIN_FIELD with which alone the endpoint exists; left out, it exists with any. */
  readonly loginField?: LoginField;
  readonly summary: string;
  /** Null when the endpoint reads no body; a function where Djoser's switches change its fields. */
  readonly body: Fields | null | ((switches: Switches) => Fields);
  /** The cookie that stands for the body's fields: if it came, the body is not read. */
  readonly bodyYieldsTo?: 'access' | 'refresh';
  /** Query parameters, checked like a body. */
  readonly query?: Fields;
  /** Cookies that the answer depends on, besides the access token of `auth`. */
  readonly cookies?: readonly CookieName[];
  /**
   * Null for 204; a function where Djoser's switches change it. Replies are parsed through it, so
   * nothing else can leave.
   */
  readonly response: z.ZodMiniType | null | ((switches: Switches) => z.ZodMiniType);
  readonly success: 200 | 201 | 204 | 303;
  /** True if the answer is a page of a list, with the address of the next one in `Link`. */
  readonly isPage?: boolean;
  /** The limit that counts the client's address before the body is read; 429 if it is exceeded. */
  readonly addressLimit?: LimitName;
  /** The limit that counts the caller's account before the body is read; 429 if it is exceeded. */
  readonly accountLimit?: LimitName;
  /** Further limits, which the use case counts; 429 if one is exceeded. */
  readonly limits?: readonly LimitName[];
  /** The errors of the endpoint, besides those that `errorsOf` adds to every contract. */
  readonly errors: readonly ErrorCode[];
  /** True if pages of other sites have browsers post here, without cookies. */
  readonly isCrossSite?: boolean;
  /**
   * True if the answer may set or clear cookies; a page of another site then has no browser post here.
   * `own-pages` if it may do so for pages of this site alone: any other request is answered as if
   * there were no cookies.
   */
  readonly writesCookies: boolean | 'own-pages';
}

/** The settings with which alone some endpoints exist. */
export type ServedBy = Readonly<Record<NonNullable<Contract['setting']>, boolean>> & {
  readonly SWITCHES: Switches;
};

/** True if the endpoint exists under these settings. */
export function isServed({ setting, loginField }: Contract, settings: ServedBy): boolean {
  if (setting !== undefined && !settings[setting]) return false;
  return loginField === undefined || loginField === settings.SWITCHES.loginField;
}

/** Values of the `{…}` parts of a path. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & ParamsOf<Rest>
  : unknown;

/** The parsed query of a contract's request. */
export type QueryOf<C extends Contract> = C['query'] extends Fields
  ? FieldValues<C['query']>
  : null;

/** A part of a contract under some switches. */
type Switched<T> = T extends (switches: Switches) => infer Result ? Result : T;

/** Returns the fields of a contract's body under these switches, or null. */
export function bodyFields(contract: Contract, switches: Switches): Fields | null {
  return typeof contract.body === 'function' ? contract.body(switches) : contract.body;
}

/** Returns the schema of a contract's answer under these switches, or null. */
export function responseSchema(contract: Contract, switches: Switches): z.ZodMiniType | null {
  const { response } = contract;
  return typeof response === 'function' ? response(switches) : response;
}

/** The parsed body of a contract's request. */
export type BodyOf<C extends Contract> =
  Switched<C['body']> extends Fields ? FieldValues<Switched<C['body']>> : null;

/** The body of a contract's success response. */
export type ResponseOf<C extends Contract> =
  Switched<C['response']> extends z.ZodMiniType ? z.output<Switched<C['response']>> : null;
