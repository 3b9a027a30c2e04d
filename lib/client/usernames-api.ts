import { api } from '@/lib/client/api';
import type { BodyOf } from '@/lib/shared/contracts/contract';
import { usersResetUsernameConfirm, usersSetUsername } from '@/lib/shared/contracts/usernames';

/** The API with hooks for changing the user name, where users sign in by it. */
const usernamesApi = api.injectEndpoints({
  endpoints: (build) => ({
    usersSetUsername: build.mutation<null, BodyOf<typeof usersSetUsername>>({
      query: (body) => ({ contract: usersSetUsername, body }),
      invalidatesTags: ['Events'],
    }),
    usersResetUsernameConfirm: build.mutation<null, BodyOf<typeof usersResetUsernameConfirm>>({
      query: (body) => ({ contract: usersResetUsernameConfirm, body }),
      invalidatesTags: ['Events'],
    }),
  }),
});

export const { useUsersResetUsernameConfirmMutation, useUsersSetUsernameMutation } = usernamesApi;
