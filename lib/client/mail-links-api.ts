import { api, callOf } from '@/lib/client/api';
import { usersActivation } from '@/lib/shared/contracts/activation';
import type { BodyOf, Contract } from '@/lib/shared/contracts/contract';
import * as emails from '@/lib/shared/contracts/emails';
import * as passwords from '@/lib/shared/contracts/passwords';

/** The API with the hooks of the pages behind mailed links, and of the forms that ask for one. */
const mailLinksApi = api.injectEndpoints({
  endpoints: (build) => {
    /** A call whose answer has no body. */
    const change = <C extends Contract>(contract: C) =>
      build.mutation<null, BodyOf<C>>({ query: callOf(contract), invalidatesTags: ['Events'] });
    return {
      usersActivation: change(usersActivation),
      usersResetPassword: change(passwords.usersResetPassword),
      usersResetPasswordConfirm: change(passwords.usersResetPasswordConfirm),
      usersSetEmailConfirm: change(emails.usersSetEmailConfirm),
      usersSetEmailUndo: change(emails.usersSetEmailUndo),
      usersResetEmailConfirm: change(emails.usersResetEmailConfirm),
    };
  },
});

export const {
  useUsersActivationMutation,
  useUsersResetEmailConfirmMutation,
  useUsersResetPasswordConfirmMutation,
  useUsersResetPasswordMutation,
  useUsersSetEmailConfirmMutation,
  useUsersSetEmailUndoMutation,
} = mailLinksApi;
