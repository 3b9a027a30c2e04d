import { createApi } from '@reduxjs/toolkit/query/react';
import type { Contract, ResponseOf } from '../shared/contracts/contract';
import { jwtCreate, logout } from '../shared/contracts/jwt';
import { usersCreate, usersMe } from '../shared/contracts/users';
import type { FieldValues } from '../shared/fields';
import { type ContractCall, createBaseQuery } from './base-query';
import {
  accountRegistered,
  type SessionRootState,
  selectUser,
  sessionEnded,
  userLoaded,
} from './session-slice';

type Body<C extends Contract> = FieldValues<NonNullable<C['body']>>;

/** The call that a contract describes, with the argument of a hook as its body. */
function callOf(contract: Contract) {
  return (body: unknown): ContractCall => ({ contract, body });
}

/** Hooks for the API, typed by its contracts. Reducers hear of what changes who is signed in. */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: createBaseQuery(),
  endpoints: (build) => ({
    usersMe: build.query<ResponseOf<typeof usersMe>, void>({
      query: callOf(usersMe),
      async onQueryStarted(_, { dispatch, getState, queryFulfilled }) {
        const userId = () => selectUser(getState() as unknown as SessionRootState)?.id;
        const askedBy = userId();
        const result = await queryFulfilled.catch(() => null);
        // An answer that comes after its asker has signed out revives nobody.
        if (result && userId() === askedBy) dispatch(userLoaded(result.data));
      },
    }),
    usersCreate: build.mutation<ResponseOf<typeof usersCreate>, Body<typeof usersCreate>>({
      query: callOf(usersCreate),
      async onQueryStarted(_, { dispatch, queryFulfilled }) {
        const result = await queryFulfilled.catch(() => null);
        if (result) dispatch(accountRegistered(result.data.email));
      },
    }),
    jwtCreate: build.mutation<ResponseOf<typeof jwtCreate>, Body<typeof jwtCreate>>({
      query: callOf(jwtCreate),
    }),
    logout: build.mutation<null, void>({
      query: callOf(logout),
      async onQueryStarted(_, { dispatch, queryFulfilled }) {
        const result = await queryFulfilled.catch(() => null);
        if (result) dispatch(sessionEnded('signed-out'));
      },
    }),
  }),
});

export const { useUsersCreateMutation, useJwtCreateMutation, useLogoutMutation } = api;
