'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CheckMailText } from '@/components/ui/check-mail-text';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { checkOf } from '@/lib/client/form-check';
import { keepNext } from '@/lib/client/kept-next';
import { useUsersResetPasswordMutation } from '@/lib/client/mail-links-api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersResetPassword } from '@/lib/shared/contracts/passwords';
import { passwordPath } from '@/lib/shared/routes';

const check = checkOf(usersResetPassword.body);

/**
 * The form that asks for a link to set the first password, for an account with linked accounts
 * alone. The link leads back here, in this browser.
 */
export function PasswordRequest({ email }: { email: string }) {
  const [ask] = useUsersResetPasswordMutation();
  // Counts the mails, so that each is announced anew.
  const [round, setRound] = useState(0);
  const { form, submit } = useContractForm({
    check,
    toInput: () => ({ email }),
    afterwards: 'keep',
    async onSubmit(body) {
      keepNext('password-reset', passwordPath);
      await ask(body).unwrap();
      dismissFailure();
      setRound(round + 1);
    },
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      {round === 0 ? (
        <p className="text-sm text-pretty">
          So far, you can sign in with your linked accounts only. With a password, you can sign in
          with your address, too.
        </p>
      ) : (
        <CheckMailText key={round} isNews>
          {`A link to set a password is on its way to ${email}. It works for an hour.`}
        </CheckMailText>
      )}
      <Button {...submit} look={round === 0 ? 'primary' : 'quiet'}>
        {round === 0 ? 'Send me a link to set one' : 'Send again'}
      </Button>
    </form>
  );
}

/** A text in the place of a form that asks for the password, for an account without one. */
export function PasswordLacking() {
  return (
    <p className="text-sm text-pretty">
      This takes your password, and you have none yet.{' '}
      <a href="#password" className="link">
        Set one first
      </a>
      .
    </p>
  );
}
