'use client';

import { useRouter } from 'next/navigation';
import { OwnPassword } from '@/components/account/own-password';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import { useUsersSetPasswordMutation } from '@/lib/client/account-api';
import { checkOf } from '@/lib/client/form-check';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { usersSetPassword } from '@/lib/shared/contracts/passwords';

const check = checkOf(usersSetPassword.body);

/** The form that changes the password of the signed-in user. */
export function PasswordForm() {
  const router = useRouter();
  const [change] = useUsersSetPasswordMutation();
  const { retypes } = useSwitches();
  const { form, field, submit } = useContractForm({
    check,
    afterwards: 'clear',
    async onSubmit(body) {
      await change(body).unwrap();
      toastSuccess('Your password is changed. Your other devices were signed out.');
      // A new password calls off a change of address that is not confirmed yet.
      router.refresh();
    },
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <OwnPassword {...field('current_password')} label="Current password" />
      <PasswordField
        {...field('new_password')}
        label="New password"
        hint="At least 8 characters. A few unrelated words make a good one."
        autoComplete="new-password"
      />
      {retypes.setPassword && (
        <PasswordField
          {...field('re_new_password')}
          label="New password again"
          autoComplete="new-password"
        />
      )}
      <Button {...submit}>Change password</Button>
    </form>
  );
}
