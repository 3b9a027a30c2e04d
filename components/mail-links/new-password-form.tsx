'use client';

import { useLinkEnd } from '@/components/mail-links/link-end';
import { useGoToSignIn } from '@/components/mail-links/use-go-to-sign-in';
import { Button } from '@/components/ui/button';
import { HiddenUsername } from '@/components/ui/hidden-username';
import { PasswordField } from '@/components/ui/password-field';
import { toastFailure } from '@/components/ui/toasts';
import { checkOf } from '@/lib/client/form-check';
import { useUsersResetPasswordConfirmMutation } from '@/lib/client/mail-links-api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { usersResetPasswordConfirm } from '@/lib/shared/contracts/passwords';

const check = checkOf(usersResetPasswordConfirm.body);

interface NewPasswordFormProps {
  uid: string;
  token: string;
  /** The address of the account that the link is for. */
  email: string;
}

/** The form that sets a new password, behind a mailed link. */
export function NewPasswordForm({ uid, token, email }: NewPasswordFormProps) {
  const goToSignIn = useGoToSignIn(email, 'password-reset');
  const [confirm] = useUsersResetPasswordConfirmMutation();
  const { refuse } = useLinkEnd();
  const { retypes } = useSwitches();
  const { form, field, submit } = useContractForm({
    check,
    toInput: (typed) => ({ ...typed, uid, token }),
    async onSubmit(body) {
      await confirm(body).unwrap();
      await goToSignIn({
        news: 'Your new password is set.',
        whatNext: 'Sign in with it.',
        title: 'The password is changed',
        text: `${email} has a new password, and all its devices are signed out.`,
      });
    },
    onRefusal: refuse,
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <HiddenUsername email={email} />
      <PasswordField
        {...field('new_password')}
        label="New password"
        hint="At least 8 characters. A few unrelated words make a good one."
        autoComplete="new-password"
      />
      {retypes.resetPassword && (
        <PasswordField
          {...field('re_new_password')}
          label="New password again"
          autoComplete="new-password"
        />
      )}
      <Button {...submit} className="w-full">
        Set password
      </Button>
    </form>
  );
}
