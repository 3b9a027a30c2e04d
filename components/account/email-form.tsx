'use client';

import { useState } from 'react';
import { CheckMailText } from '@/components/auth/check-mail-text';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { tellFailure } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
import { useUsersSetEmailMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersSetEmail } from '@/lib/shared/contracts/emails';

/** Asks for another address; it counts once its link was followed. */
export function EmailForm() {
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const [ask] = useUsersSetEmailMutation();
  const { form, field, submit } = useContractForm({
    fields: usersSetEmail.body,
    async onSubmit(body) {
      await ask(body).unwrap();
      setAskedFor(body.new_email);
    },
    onFailure: tellFailure,
  });
  if (askedFor !== null) {
    return (
      <div role="status">
        <CheckMailText>
          {`A link is on its way to ${askedFor}. Until you open it, your present address stays.`}
        </CheckMailText>
      </div>
    );
  }
  return (
    <form {...form} className="space-y-5">
      <TextField
        {...field('new_email')}
        label="New e-mail"
        type="email"
        inputMode="email"
        autoComplete="email"
      />
      <PasswordField
        {...field('current_password')}
        id="email-current-password"
        label="Your password"
        autoComplete="current-password"
      />
      <Button {...submit}>Change e-mail</Button>
    </form>
  );
}
