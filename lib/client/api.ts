import { createApi } from '@reduxjs/toolkit/query/react';
import { type ContractCall, createBaseQuery } from '@/lib/client/base-query';
import { type EventsPage, eventsCall, readEventsPage } from '@/lib/client/events-page';
import {
  accountRegistered,
  type SessionEnd,
  type SessionRootState,
  selectUser,
  sessionEnded,
  userLoaded,
} from '@/lib/client/session-slice';
import { usersActivation, usersResendActivation } from '@/lib/shared/contracts/activation';
import type { BodyOf, Contract, ResponseOf } from '@/lib/shared/contracts/contract';
import * as emails from '@/lib/shared/contracts/emails';
import { jwtCreate, logout } from '@/lib/shared/contracts/jwt';
import * as passwords from '@/lib/shared/contracts/passwords';
import * as sessions from '@/lib/shared/contracts/sessions';
import {
  usersCreate,
  usersMe,
  usersMeDelete,
  usersMePartialUpdate,
} from '@/lib/shared/contracts/users';

/** Returns a function from the argument of a hook to the contract's call, with it as the body. */
function callOf(contract: Contract) {
  return (body: unknown): ContractCall => ({ contract, body });
}

/**
 * The hooks for the API, typed by its contracts. Reducers hear of every change of the signed-in
 * user.
 */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: createBaseQuery(),
  tagTypes: ['Sessions', 'Events', 'Identities'],
  endpoints: (build) => {
    /** A call whose answer has no body. */
    const change = <C extends Contract>(contract: C) =>
      build.mutation<null, BodyOf<C>>({ query: callOf(contract), invalidatesTags: ['Events'] });
    return {
      usersMe: build.query<ResponseOf<typeof usersMe>, void>({
        query: callOf(usersMe),
        async onQueryStarted(_, { dispatch, getState, queryFulfilled }) {
          const userId = () => selectUser(getState() as unknown as SessionRootState)?.id;
          const askedBy = userId();
          const result = await queryFulfilled.catch(() => null);
          // An answer that arrives after its caller has signed out must not sign that user in
          // again.
          if (result && userId() === askedBy) dispatch(userLoaded(result.data));
        },
      }),
      usersCreate: build.mutation<ResponseOf<typeof usersCreate>, BodyOf<typeof usersCreate>>({
        query: callOf(usersCreate),
        async onQueryStarted({ email }, { dispatch, queryFulfilled }) {
          const result = await queryFulfilled.catch(() => null);
          if (result) dispatch(accountRegistered(result.data.email ?? email));
        },
      }),
      jwtCreate: build.mutation<ResponseOf<typeof jwtCreate>, BodyOf<typeof jwtCreate>>({
        query: callOf(jwtCreate),
      }),
      logout: build.mutation<null, SessionEnd>({
        query: () => ({ contract: logout }),
        async onQueryStarted(end, { dispatch, queryFulfilled }) {
          const result = await queryFulfilled.catch(() => null);
          if (result) dispatch(sessionEnded(end));
        },
      }),
      usersMePartialUpdate: build.mutation<
        ResponseOf<typeof usersMe>,
        BodyOf<typeof usersMePartialUpdate>
      >({
        query: callOf(usersMePartialUpdate),
        invalidatesTags: ['Events'],
        async onQueryStarted(_, { dispatch, queryFulfilled }) {
          const result = await queryFulfilled.catch(() => null);
          if (result) dispatch(userLoaded(result.data));
        },
      }),
      usersMeDelete: build.mutation<null, BodyOf<typeof usersMeDelete>>({
        query: callOf(usersMeDelete),
        async onQueryStarted(_, { dispatch, queryFulfilled }) {
          const result = await queryFulfilled.catch(() => null);
          if (result) dispatch(sessionEnded('deleted'));
        },
      }),
      sessionsList: build.query<ResponseOf<typeof sessions.sessionsList>, void>({
        query: callOf(sessions.sessionsList),
        providesTags: ['Sessions'],
      }),
      sessionsEnd: build.mutation<null, string>({
        query: (id) => ({ contract: sessions.sessionsEnd, params: { id } }),
        // Also after a failure: the session that could not be ended may be over.
        invalidatesTags: ['Sessions', 'Events'],
      }),
      sessionsEndOthers: build.mutation<null, void>({
        query: callOf(sessions.sessionsEndOthers),
        invalidatesTags: ['Sessions', 'Events'],
      }),
      eventsList: build.infiniteQuery<EventsPage, void, number | null>({
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: ({ next }) => next },
        query: ({ pageParam }) => eventsCall(pageParam),
        transformResponse: readEventsPage,
        providesTags: ['Events'],
      }),
      usersActivation: change(usersActivation),
      usersResendActivation: change(usersResendActivation),
      usersResetPassword: change(passwords.usersResetPassword),
      usersResetPasswordConfirm: change(passwords.usersResetPasswordConfirm),
      usersSetPassword: change(passwords.usersSetPassword),
      usersSetEmail: change(emails.usersSetEmail),
      usersSetEmailConfirm: change(emails.usersSetEmailConfirm),
      usersSetEmailUndo: change(emails.usersSetEmailUndo),
      usersResetEmailConfirm: change(emails.usersResetEmailConfirm),
    };
  },
});

export const {
  useEventsListInfiniteQuery,
  useJwtCreateMutation,
  useLogoutMutation,
  useSessionsEndMutation,
  useSessionsEndOthersMutation,
  useSessionsListQuery,
  useUsersActivationMutation,
  useUsersCreateMutation,
  useUsersMeDeleteMutation,
  useUsersMePartialUpdateMutation,
  useUsersResendActivationMutation,
  useUsersResetEmailConfirmMutation,
  useUsersResetPasswordConfirmMutation,
  useUsersResetPasswordMutation,
  useUsersSetEmailConfirmMutation,
  useUsersSetEmailMutation,
  useUsersSetEmailUndoMutation,
  useUsersSetPasswordMutation,
} = api;
