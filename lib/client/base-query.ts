import {
  type BaseQueryApi,
  type BaseQueryFn,
  type FetchBaseQueryMeta,
  fetchBaseQuery,
} from '@reduxjs/toolkit/query';
import { type CallError, readRefused } from '@/lib/client/call-error';
import { sessionEnded } from '@/lib/client/session-slice';
import { announce } from '@/lib/client/tabs';
import { ApiErrorBody } from '@/lib/shared/api-error';
import type { Contract } from '@/lib/shared/contracts/contract';
import { jwtRefresh } from '@/lib/shared/contracts/jwt';
import { isSessionEndCode } from '@/lib/shared/error-codes';

/** One call of an endpoint of this app. */
export interface ContractCall {
  contract: Contract;
  body?: unknown;
  /** The values of the `{…}` parts of the contract's path. */
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | undefined>>;
}

type ContractQuery = BaseQueryFn<ContractCall, unknown, CallError, object, FetchBaseQueryMeta>;

const TIMEOUT_MS = 15_000;

/**
 * Calls the API. When a protected endpoint answers 401 the access token has lapsed: it is renewed
 * once, however many requests found out at the same time, and each is repeated. Only a refusal ends
 * the session; a server that cannot be reached is no reason to sign the user out.
 */
export function createBaseQuery(): ContractQuery {
  const send = fetchBaseQuery({
    baseUrl: globalThis.location?.origin ?? '',
    credentials: 'same-origin',
    timeout: TIMEOUT_MS,
  });
  const call: ContractQuery = async ({ contract, body, params, query }, api, extra) => {
    const url = contract.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params?.[name] ?? ''),
    );
    const request = { url, method: contract.method, body: body ?? undefined, params: query };
    const { data, error, meta } = await send(request, api, extra);
    const answered = meta && { meta };
    if (!error) return { data, ...answered };
    const read = { data: ApiErrorBody.safeParse(error.data).data };
    return { error: { ...error, ...read, ...readRefused(meta?.response?.headers) }, ...answered };
  };

  let renewal: ReturnType<typeof renew> | null = null;
  let renewals = 0;

  async function renew(api: BaseQueryApi) {
    // Other requests wait for it too, so the one that happened to be first cannot abort it.
    const { signal } = new AbortController();
    const { error } = await call({ contract: jwtRefresh }, { ...api, signal }, {});
    if (!error) renewals += 1;
    if (!isRefusal(error)) return error;
    const code = error?.code;
    const end = isSessionEndCode(code) ? code : 'over';
    api.dispatch(sessionEnded(end));
    // The cookies are gone with this answer, so no other tab could learn the reason any more.
    if (end !== 'over') announce(end);
    return error;
  }

  return async (request, api, extra) => {
    const renewalsBefore = renewals;
    const result = await call(request, api, extra);
    if (result.error?.status !== 401 || request.contract.who !== 'auth') return result;
    if (renewals === renewalsBefore) {
      renewal ??= renew(api).finally(() => {
        renewal = null;
      });
      const error = await renewal;
      if (isRefusal(error)) return result;
      // Not the 401: the user is still signed in, and it was the connection to the server that
      // failed.
      if (error) return { error };
    }
    return call(request, api, extra);
  };
}

/** True if the session is over; a 400 means that there is not even a refresh cookie. */
function isRefusal(error: CallError | undefined): boolean {
  return error?.status === 401 || error?.status === 400;
}
