import { api, callOf } from '@/lib/client/api';
import { checkOf } from '@/lib/client/form-check';
import { accountRegistered } from '@/lib/client/session-slice';
import { usersResendActivation } from '@/lib/shared/contracts/activation';
import type { BodyOf, ResponseOf } from '@/lib/shared/contracts/contract';
import { jwtCreate } from '@/lib/shared/contracts/jwt';
import { socialStart } from '@/lib/shared/contracts/social';
import { usersCreate } from '@/lib/shared/contracts/users';

interface SocialStart {
  provider: string;
  redirectUri: string;
  next: string | null;
}

/** The API with what visitors need to sign in and up. */
const signInApi = api.injectEndpoints({
  endpoints: (build) => ({
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
    // A GET, but its answer may not be kept: each one begins an attempt of its own.
    socialStart: build.mutation<ResponseOf<typeof socialStart>, SocialStart>({
      query: ({ provider, redirectUri, next }) => ({
        contract: socialStart,
        params: { provider },
        query: { redirect_uri: redirectUri, next: next ?? undefined },
      }),
    }),
    usersResendActivation: build.mutation<null, BodyOf<typeof usersResendActivation>>({
      query: callOf(usersResendActivation),
    }),
  }),
});

export const { useUsersResendActivationMutation } = signInApi;

/** The endpoints, for pages that load this file late. */
export const { endpoints } = signInApi;

export const checkSignIn = checkOf(jwtCreate.body);
export const checkSignUp = checkOf(usersCreate.body);
