'use client';

import { useEffect } from 'react';
import { OwnUsername } from '@/components/account/own-username';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { useUsersSetEmailMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { usersSetEmail } from '@/lib/shared/contracts/emails';

/**
 * The start of a form that the user opened: the address filled in, and the field with the focus.
 */
export interface EmailFormStart {
  email: string;
  focus: 'new_email' | 'current_password';
}

interface EmailFormProps {
  start: EmailFormStart | null;
  onAsked: (email: string) => void;
}

/** The form that asks for another address, which counts once its link is used. */
export function EmailForm({ start, onAsked }: EmailFormProps) {
  const [ask] = useUsersSetEmailMutation();
  const { retypes, loginField } = useSwitches();
  const { form, field, submit } = useContractForm({
    fields: usersSetEmail.body,
    async onSubmit(body) {
      await ask(body).unwrap();
      dismissFailure();
      onAsked(body.new_email);
    },
    onFailure: toastFailure,
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
      {retypes.setLogin && loginField === 'email' && (
        <TextField
          {...field('re_new_email')}
          label="New e-mail again"
          type="email"
          autoComplete="email"
        />
      )}
      <OwnUsername />
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
