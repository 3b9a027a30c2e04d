'use client';

import { useRouter } from 'next/navigation';
import { OwnPassword } from '@/components/account/own-password';
import { Button } from '@/components/ui/button';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import { UsernameField } from '@/components/ui/username-field';
import { checkOf } from '@/lib/client/form-check';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { useUsersSetUsernameMutation } from '@/lib/client/usernames-api';
import { usersSetUsername } from '@/lib/shared/contracts/usernames';

const check = checkOf(usersSetUsername.body);

/** The form that changes the user name, where users sign in by it. */
export function UsernameForm() {
  const router = useRouter();
  const [change] = useUsersSetUsernameMutation();
  const { retypes } = useSwitches();
  const { form, field, submit } = useContractForm({
    check,
    afterwards: 'clear',
    async onSubmit(body) {
      await change(body).unwrap();
      toastSuccess(`From now on, sign in with ${body.new_username}.`);
      router.refresh();
    },
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <UsernameField {...field('new_username')} label="New user name" autoComplete="nickname" />
      {retypes.setLogin && (
        <UsernameField
          {...field('re_new_username')}
          label="New user name again"
          autoComplete="nickname"
        />
      )}
      <OwnPassword
        {...field('current_password')}
        id="username-current-password"
        label="Your password"
      />
      <Button {...submit}>Change user name</Button>
    </form>
  );
}
