import { api, callOf } from '@/lib/client/api';
import type { BodyOf, ResponseOf } from '@/lib/shared/contracts/contract';
import * as identities from '@/lib/shared/contracts/identities';
import { socialComplete, type socialStart } from '@/lib/shared/contracts/social';

/** The API with hooks for the way back from a provider, and for linked accounts. */
const socialApi = api.injectEndpoints({
  endpoints: (build) => ({
    socialComplete: build.mutation<
      ResponseOf<typeof socialComplete>,
      { provider: string; answer: Readonly<Record<string, string>> }
    >({
      query: ({ provider, answer }) => ({
        contract: socialComplete,
        params: { provider },
        body: answer,
      }),
    }),
    identitiesList: build.query<ResponseOf<typeof identities.identitiesList>, void>({
      query: callOf(identities.identitiesList),
      providesTags: ['Identities'],
    }),
    identitiesLink: build.mutation<
      ResponseOf<typeof socialStart>,
      BodyOf<typeof identities.identitiesLink>
    >({
      query: callOf(identities.identitiesLink),
    }),
    identitiesUnlink: build.mutation<null, number>({
      query: (id) => ({ contract: identities.identitiesUnlink, params: { id: String(id) } }),
      // Also after a failure: the account that could not be unlinked may be gone.
      invalidatesTags: ['Identities', 'Events'],
    }),
    identitiesClaim: build.mutation<null, BodyOf<typeof identities.identitiesClaim>>({
      query: callOf(identities.identitiesClaim),
    }),
    identitiesConfirm: build.mutation<
      ResponseOf<typeof identities.identitiesConfirm>,
      BodyOf<typeof identities.identitiesConfirm>
    >({
      query: callOf(identities.identitiesConfirm),
    }),
  }),
});

export const {
  useIdentitiesClaimMutation,
  useIdentitiesConfirmMutation,
  useIdentitiesLinkMutation,
  useIdentitiesListQuery,
  useIdentitiesUnlinkMutation,
  useSocialCompleteMutation,
} = socialApi;
