'use client';

import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import { checkOf } from '@/lib/client/form-check';
import { useUsersResetEmailConfirmMutation } from '@/lib/client/mail-links-api';
import { emailGiven } from '@/lib/client/session-slice';
import { useAppDispatch } from '@/lib/client/store';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { usersResetEmailConfirm } from '@/lib/shared/contracts/emails';
import { routes } from '@/lib/shared/routes';

const check = checkOf(usersResetEmailConfirm.body);

/** The form that changes the address of an account, behind a link mailed to the old address. */
export function EmailResetForm({ uid, token }: { uid: string; token: string }) {
  const router = useRouter();
  const [confirm] = useUsersResetEmailConfirmMutation();
  const dispatch = useAppDispatch();
  const { refuse } = useLinkEnd();
  const { retypes, loginField } = useSwitches();
  const { form, field, submit } = useContractForm({
    check,
    toInput: (typed) => ({ ...typed, uid, token }),
    async onSubmit(body) {
      await confirm(body).unwrap();
      dispatch(emailGiven(body.new_email));
      toastSuccess(`From now on, sign in with ${body.new_email}.`);
      router.replace(routes.login);
      router.refresh();
    },
    onRefusal: refuse,
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <TextField {...field('new_email')} label="New e-mail" type="email" autoComplete="email" />
      {retypes.resetLogin && loginField === 'email' && (
        <TextField
          {...field('re_new_email')}
          label="New e-mail again"
          type="email"
          autoComplete="email"
        />
      )}
      <Button {...submit} className="w-full">
        Change address
      </Button>
    </form>
  );
}
