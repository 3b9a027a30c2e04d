'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CheckMailText } from '@/components/ui/check-mail-text';
import { forgetFailure, tellFailure } from '@/components/ui/tell';
import { useUsersResetPasswordMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersResetPassword } from '@/lib/shared/contracts/passwords';

/** For an account that only accounts elsewhere open: a link to set its first password. */
export function PasswordRequest({ email }: { email: string }) {
  const [ask] = useUsersResetPasswordMutation();
  // Counts the mails: each is told of anew.
  const [round, setRound] = useState(0);
  const { form, submit } = useContractForm({
    fields: usersResetPassword.body,
    toInput: () => ({ email }),
    afterwards: 'keep',
    async onSubmit(body) {
      await ask(body).unwrap();
      forgetFailure();
      setRound(round + 1);
    },
    onFailure: tellFailure,
  });
  return (
    <form {...form} className="space-y-5">
      {round === 0 ? (
        <p className="text-sm text-pretty">
          So far, only your linked accounts let you in. With a password, your address does, too.
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

/** In the place of a form that asks for the password, which there is none of. */
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
