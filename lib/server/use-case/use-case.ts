import type { UserSession } from '@/db/repositories/sessions';
import type { AttemptName } from '@/lib/edge/cookies';
import type { IssuedTokens } from '@/lib/edge/token-cookies';
import type { Context } from '@/lib/server/use-case/context';
import type { FieldErrors } from '@/lib/shared/api-error';
import type {
  BodyOf,
  Contract,
  ParamsOf,
  QueryOf,
  ResponseOf,
} from '@/lib/shared/contracts/contract';

/** The caller of an endpoint: a session and its account, both live. */
export type Caller = UserSession;

/** The tokens and other cookies of ours that came with a request. */
export interface PresentedTokens {
  /** The token in the Authorization header. */
  bearer: string | null;
  /** The key of a session in the Authorization header, where TOKEN_ENDPOINTS is on. */
  key: string | null;
  /** The tokens in cookies, the twins of one name included: `findTwin` tells which counts. */
  access: readonly string[];
  refresh: readonly string[];
  /**
   * Returns the device cookie, that with proofs that a browser asked for links, or one with its
   * attempts at providers: their list, or one of them.
   */
  cookie: (name: 'device' | 'begun' | 'attempts' | AttemptName) => string | null;
}

/** The client that a request comes from. */
export interface Client {
  ipAddress: string | null;
  userAgent: string | null;
}

/** The parts of a request that a use case may know; there is no HTTP in it. */
export interface Input<C extends Contract> {
  body: BodyOf<C>;
  params: ParamsOf<C['path']>;
  query: QueryOf<C>;
  /** The caller where the contract says `auth`, else null. */
  caller: C['who'] extends 'auth' ? Caller : null;
  presented: PresentedTokens;
  client: Client;
  /** True if a page of this site sent the request, by the word of the browser. */
  isOwnPage: boolean;
  /** True if the body of the answer may hold tokens, as AUTH_TOKENS_IN_BODY says. */
  mayHoldTokens: boolean;
}

/** The answer of a use case, which `endpoint` turns into HTTP. */
export interface Reply<C extends Contract> {
  body: ResponseOf<C>;
  /**
   * The token pair to set as cookies, or `cleared` to delete them; absent, they stay as they are.
   */
  tokenCookies?: IssuedTokens | 'cleared';
  /** Further Set-Cookie values. */
  cookies?: readonly string[];
  /** The query of the same path that gives the next page, if there is one. */
  nextPage?: Record<string, string>;
}

/** One action of the app: a plain function from a request to its answer. Throws `ApiError`s. */
export type UseCase<C extends Contract> = (ctx: Context, input: Input<C>) => Promise<Reply<C>>;

/** Field rules that need the database; reported together with the other field errors. */
export type CheckFields<C extends Contract> = (
  ctx: Context,
  valid: Partial<NonNullable<BodyOf<C>>>,
  input: Omit<Input<C>, 'body'>,
) => Promise<FieldErrors>;
