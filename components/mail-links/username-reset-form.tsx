'use client';

import { useRouter } from 'next/navigation';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { Button } from '@/components/ui/button';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import { UsernameField } from '@/components/ui/username-field';
import { checkOf } from '@/lib/client/form-check';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { useUsersResetUsernameConfirmMutation } from '@/lib/client/usernames-api';
import { usersResetUsernameConfirm } from '@/lib/shared/contracts/usernames';
import { routes } from '@/lib/shared/routes';

const check = checkOf(usersResetUsernameConfirm.body);

/** The form that changes the user name of an account, behind a mailed link. */
export function UsernameResetForm({ uid, token }: { uid: string; token: string }) {
  const router = useRouter();
  const [confirm] = useUsersResetUsernameConfirmMutation();
  const { refuse } = useLinkEnd();
  const { retypes } = useSwitches();
  const { form, field, submit } = useContractForm({
    check,
    toInput: (typed) => ({ ...typed, uid, token }),
    async onSubmit(body) {
      await confirm(body).unwrap();
      toastSuccess(`From now on, sign in with ${body.new_username}.`);
      router.replace(routes.login);
      router.refresh();
    },
    onRefusal: refuse,
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <UsernameField {...field('new_username')} label="New user name" autoComplete="username" />
      {retypes.resetLogin && (
        <UsernameField
          {...field('re_new_username')}
          label="New user name again"
          autoComplete="username"
        />
      )}
      <Button {...submit} className="w-full">
        Change user name
      </Button>
    </form>
  );
}
