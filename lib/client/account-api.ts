import { api, callOf } from '@/lib/client/api';
import { type EventsPage, eventsCall, readEventsPage } from '@/lib/client/events-page';
import { sessionEnded, userLoaded } from '@/lib/client/session-slice';
import type { BodyOf, ResponseOf } from '@/lib/shared/contracts/contract';
import { usersSetEmail } from '@/lib/shared/contracts/emails';
import { usersSetPassword } from '@/lib/shared/contracts/passwords';
import * as sessions from '@/lib/shared/contracts/sessions';
import { type usersMe, usersMeDelete, usersMePartialUpdate } from '@/lib/shared/contracts/users';

/** The API with the hooks of the account page. */
const accountApi = api.injectEndpoints({
  endpoints: (build) => ({
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
    usersSetPassword: build.mutation<null, BodyOf<typeof usersSetPassword>>({
      query: callOf(usersSetPassword),
      invalidatesTags: ['Events'],
    }),
    usersSetEmail: build.mutation<null, BodyOf<typeof usersSetEmail>>({
      query: callOf(usersSetEmail),
      invalidatesTags: ['Events'],
    }),
  }),
});

export const {
  useEventsListInfiniteQuery,
  useSessionsEndMutation,
  useSessionsEndOthersMutation,
  useSessionsListQuery,
  useUsersMeDeleteMutation,
  useUsersMePartialUpdateMutation,
  useUsersSetEmailMutation,
  useUsersSetPasswordMutation,
} = accountApi;
