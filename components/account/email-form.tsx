'use client';

import { useEffect } from 'react';
import { OwnPassword } from '@/components/account/own-password';
import { useStepUp } from '@/components/account/reauth-notice';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { useUsersSetEmailMutation } from '@/lib/client/account-api';
import { checkOf } from '@/lib/client/form-check';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { usersSetEmail } from '@/lib/shared/contracts/emails';

const check = checkOf(usersSetEmail.body);

interface EmailFormProps {
  /** False for a user with linked accounts alone, whom a recent sign-in confirms. */
  hasPassword: boolean;
  /** True if the user opened the form, which then takes the focus. */
  isOpened: boolean;
  onAsked: (email: string) => void;
}

/** The form that asks for another address, which counts once its link is used. */
export function EmailForm({ hasPassword, isOpened, onAsked }: EmailFormProps) {
  const [ask] = useUsersSetEmailMutation();
  const { retypes, loginField } = useSwitches();
  const stepUp = useStepUp('e-mail');
  const { form, field, submit } = useContractForm({
    check,
    async onSubmit(body) {
      stepUp.clear();
      await ask(body).unwrap();
      dismissFailure();
      onAsked(body.new_email);
    },
    onRefusal: stepUp.refuse,
    onFailure: toastFailure,
  });

  useEffect(() => {
    const input = isOpened && form.ref.current?.elements.namedItem('new_email');
    if (input instanceof HTMLInputElement) input.focus();
  }, [form.ref, isOpened]);

  return (
    <form {...form} className="space-y-5">
      <TextField {...field('new_email')} label="New e-mail" type="email" autoComplete="email" />
      {retypes.setLogin && loginField === 'email' && (
        <TextField
          {...field('re_new_email')}
          label="New e-mail again"
          type="email"
          autoComplete="email"
        />
      )}
      {hasPassword && (
        <OwnPassword
          {...field('current_password')}
          id="email-current-password"
          label="Your password"
        />
      )}
      {stepUp.notice}
      <Button {...submit}>Change e-mail</Button>
    </form>
  );
}
