'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { tellFailure, tellSuccess } from '@/components/ui/tell';
import { useUsersSetPasswordMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersSetPassword } from '@/lib/shared/contracts/passwords';

/** Changes the password of the signed-in person. */
export function PasswordForm() {
  const router = useRouter();
  const [change] = useUsersSetPasswordMutation();
  const { form, field, submit } = useContractForm({
    fields: usersSetPassword.body,
    afterwards: 'clear',
    async onSubmit(body) {
      await change(body).unwrap();
      tellSuccess('Your password is changed. Your other devices were signed out.');
      // An address that waited to be confirmed waits no more.
      router.refresh();
    },
    onFailure: tellFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <PasswordField
        {...field('current_password')}
        label="Current password"
        autoComplete="current-password"
      />
      <PasswordField
        {...field('new_password')}
        label="New password"
        hint="At least 8 characters. A few unrelated words make a good one."
        autoComplete="new-password"
      />
      <Button {...submit}>Change password</Button>
    </form>
  );
}
