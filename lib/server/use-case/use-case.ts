import type { UserSession } from '@/db/repositories/sessions';
import type { AttemptName, IssuedTokens } from '@/lib/edge/cookies';
import type { Context } from '@/lib/server/use-case/context';
import type { FieldErrors } from '@/lib/shared/api-error';
import type {
  BodyOf,
  Contract,
  ParamsOf,
  QueryOf,
  ResponseOf,
} from '@/lib/shared/contracts/contract';
import type { FieldValues } from '@/lib/shared/fields';

/** Who is asking: their session and their account, both live. */
export type Caller = UserSession;

/** Tokens and other cookies of ours that came with a request. */
export interface PresentedTokens {
  /** Given for this request on purpose. */
  bearer: string | null;
  /** Kept for the caller by the browser. */
  access: string | null;
  refresh: string | null;
  /** The value of the device cookie. */
  device: string | null;
  /** What a browser keeps of attempts to sign in at a provider: their list, or one of them. */
  cookie: (name: 'attempts' | AttemptName) => string | null;
}

/** Where a request comes from. */
export interface Client {
  ipAddress: string | null;
  userAgent: string | null;
}

/** Everything of a request that a use case may know; there is no HTTP in it. */
export interface Input<C extends Contract> {
  body: BodyOf<C>;
  params: ParamsOf<C['path']>;
  query: QueryOf<C>;
  /** Present where the contract says `auth`, null elsewhere. */
  caller: C['who'] extends 'auth' ? Caller : null;
  presented: PresentedTokens;
  client: Client;
}

/** What a use case answers; `endpoint` makes the HTTP of it. */
export interface Reply<C extends Contract> {
  body: ResponseOf<C>;
  /** Tokens for the caller to keep in cookies, or `cleared` to take those away; left alone if absent. */
  tokenCookies?: IssuedTokens | 'cleared';
  /** Further Set-Cookie values. */
  cookies?: readonly string[];
  /** Query of the same path that gives the next page, if there is one. */
  nextPage?: Record<string, string>;
}

/** One thing the app does: a plain function from a request to its answer. Throws `ApiError`s. */
export type UseCase<C extends Contract> = (ctx: Context, input: Input<C>) => Promise<Reply<C>>;

/** Field rules that need the database; reported together with the other field errors. */
export type CheckFields<C extends Contract> = (
  ctx: Context,
  valid: Partial<FieldValues<NonNullable<C['body']>>>,
  input: Omit<Input<C>, 'body'>,
) => Promise<FieldErrors>;
