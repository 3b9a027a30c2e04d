import { api } from '@/lib/client/api';
import { usersSetEmailCallOff, usersSetEmailResend } from '@/lib/shared/contracts/emails';

/** The API with hooks for a change of address that waits for its link. */
const emailChangeApi = api.injectEndpoints({
  endpoints: (build) => ({
    usersSetEmailResend: build.mutation<null, void>({
      query: () => ({ contract: usersSetEmailResend }),
    }),
    usersSetEmailCallOff: build.mutation<null, void>({
      query: () => ({ contract: usersSetEmailCallOff }),
      invalidatesTags: ['Events'],
    }),
  }),
});

export const { useUsersSetEmailCallOffMutation, useUsersSetEmailResendMutation } = emailChangeApi;
