'use client';

import { useEffect, useState } from 'react';
import { useWelcome } from '@/components/session/use-welcome';
import { CarryingLink } from '@/components/sign-in/carrying-link';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { tellFailure } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
import { useJwtCreateMutation } from '@/lib/client/api';
import { selectGivenEmail } from '@/lib/client/session-slice';
import { useAppSelector } from '@/lib/client/store';
import { useContractForm } from '@/lib/client/use-contract-form';
import { jwtCreate } from '@/lib/shared/contracts/jwt';
import { routes } from '@/lib/shared/routes';

interface LoginFormProps {
  next: string | null;
  /** Somebody may be here who did not follow the link of their activation mail. */
  isActivationRequired: boolean;
}

/** Signs in by e-mail or user name, then goes on to `next`. */
export function LoginForm({ next, isActivationRequired }: LoginFormProps) {
  const { form, field, submit } = useSignIn(next);
  const givenEmail = useAppSelector(selectGivenEmail);
  // As it was at first: what the links below carry elsewhere moves no focus here.
  const [filledIn] = useState(givenEmail);

  useEffect(() => {
    const password = form.ref.current?.elements.namedItem('password');
    if (filledIn && password instanceof HTMLInputElement) password.focus();
  }, [form.ref, filledIn]);

  return (
    <form {...form} className="space-y-5">
      <TextField
        {...field('email')}
        label="E-mail or user name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={filledIn ?? ''}
      />
      <div className="space-y-2">
        <PasswordField {...field('password')} label="Password" autoComplete="current-password" />
        <p className="text-right text-sm">
          <CarryingLink href={routes.passwordReset}>Forgot your password?</CarryingLink>
        </p>
      </div>
      <Button {...submit} className="w-full">
        Sign in
      </Button>
      {isActivationRequired && (
        <p className="text-center text-sm">
          <CarryingLink href={routes.checkMail}>Waiting for your activation mail?</CarryingLink>
        </p>
      )}
    </form>
  );
}

function useSignIn(next: string | null) {
  const welcome = useWelcome();
  const [signIn] = useJwtCreateMutation();
  return useContractForm({
    fields: jwtCreate.body,
    toInput: ({ email = '', ...others }) =>
      // An @ never occurs in a user name, so one input serves for both.
      email.trim() === '' || email.includes('@')
        ? { email, ...others }
        : { username: email, ...others },
    async onSubmit(values) {
      await signIn(values).unwrap();
      await welcome(next);
    },
    onFailure: tellFailure,
  });
}
