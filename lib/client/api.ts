import type { Middleware } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query/react';
import { type ContractCall, createBaseQuery } from '@/lib/client/base-query';
import {
  type SessionEnd,
  type SessionRootState,
  selectUser,
  sessionEnded,
  sessionEndHandled,
  userLoaded,
} from '@/lib/client/session-slice';
import { addToStores } from '@/lib/client/store';
import type { Contract, ResponseOf } from '@/lib/shared/contracts/contract';
import { logout } from '@/lib/shared/contracts/jwt';
import { usersMe } from '@/lib/shared/contracts/users';

/** Returns a function from the argument of a hook to the contract's call, with it as the body. */
export function callOf(contract: Contract) {
  return (body: unknown): ContractCall => ({ contract, body });
}

/**
 * The API, typed by its contracts: what every signed-in page needs. The files `*-api.ts` add what
 * their pages need. Reducers hear of every change of the signed-in user.
 */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: createBaseQuery(),
  tagTypes: ['Sessions', 'Events', 'Identities'],
  endpoints: (build) => ({
    usersMe: build.query<ResponseOf<typeof usersMe>, void>({
      query: callOf(usersMe),
      async onQueryStarted(_, { dispatch, getState, queryFulfilled }) {
        const userId = () => selectUser(getState() as unknown as SessionRootState)?.id;
        const askedBy = userId();
        const result = await queryFulfilled.catch(() => null);
        // An answer that arrives after its caller has signed out must not sign that user in again.
        if (result && userId() === askedBy) dispatch(userLoaded(result.data));
      },
    }),
    logout: build.mutation<null, SessionEnd>({
      query: () => ({ contract: logout }),
      async onQueryStarted(end, { dispatch, queryFulfilled }) {
        const result = await queryFulfilled.catch(() => null);
        if (result) dispatch(sessionEnded(end));
      },
    }),
  }),
});

/** Drops the data that was fetched for the user who is signed out. */
const forgetfulness: Middleware =
  ({ dispatch }) =>
  (next) =>
  (action) => {
    const result = next(action);
    if (sessionEndHandled.match(action)) dispatch(api.util.resetApiState());
    return result;
  };

addToStores(api, api.middleware, forgetfulness);

export const { useLogoutMutation } = api;
