'use client';

import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { forgetFailure, tellFailure } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
import { useUsersSetEmailMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersSetEmail } from '@/lib/shared/contracts/emails';

/** How the form begins if somebody opened it: what is filled in, and where typing starts. */
export interface EmailFormStart {
  email: string;
  focus: 'new_email' | 'current_password';
}

interface EmailFormProps {
  start: EmailFormStart | null;
  onAsked: (email: string) => void;
}

/** Asks for another address; it counts once its link was followed. */
export function EmailForm({ start, onAsked }: EmailFormProps) {
  const [ask] = useUsersSetEmailMutation();
  const { form, field, submit } = useContractForm({
    fields: usersSetEmail.body,
    async onSubmit(body) {
      await ask(body).unwrap();
      forgetFailure();
      onAsked(body.new_email);
    },
    onFailure: tellFailure,
  });

  useEffect(() => {
    const input = start && form.ref.current?.elements.namedItem(start.focus);
    if (input instanceof HTMLInputElement) input.focus();
  }, [form.ref, start]);

  return (
    <form {...form} className="space-y-5">
      <TextField
        {...field('new_email')}
        label="New e-mail"
        type="email"
        autoComplete="email"
        defaultValue={start?.email ?? ''}
      />
      <PasswordField
        {...field('current_password')}
        id="email-current-password"
        label="Your password"
        autoComplete="current-password"
      />
      <Button {...submit}>{start?.email ? 'Send again' : 'Change e-mail'}</Button>
    </form>
  );
}
