'use client';

import { useEffect, useState } from 'react';
import { useWelcome } from '@/components/session/use-welcome';
import { ActivationNotice } from '@/components/sign-in/activation-notice';
import { CarryingLink } from '@/components/sign-in/carrying-link';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { loadApi, prepareApi } from '@/lib/client/late-api';
import { selectGivenEmail } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { useWholeNext } from '@/lib/client/use-whole-next';
import { stripUnseen } from '@/lib/shared/identifiers';
import { routes, withNext } from '@/lib/shared/routes';
import type { LoginField } from '@/lib/shared/switches';

interface LoginFormProps {
  next: string | null;
  /** True if new accounts wait for their activation link, so that a user may need it again. */
  isActivationRequired: boolean;
}

/** The labels of the input for either name, the one that LOGIN_FIELD says first. */
const LABELS: Readonly<Record<LoginField, string>> = {
  email: 'E-mail or user name',
  username: 'User name or e-mail',
};

/** The form that signs in by e-mail or user name, then goes on to `next`. */
export function LoginForm({ isActivationRequired, ...props }: LoginFormProps) {
  const next = useWholeNext(props.next);
  const { form, field, submit, awaited } = useSignIn(next);
  const { loginField } = useSwitches();
  const givenEmail = useAppSelector(selectGivenEmail);
  // The address at the first render: one that the links below carry to other pages moves no focus.
  const [filledIn] = useState(givenEmail);

  useEffect(() => {
    const password = form.ref.current?.elements.namedItem('password');
    if (filledIn && password instanceof HTMLInputElement) password.focus();
  }, [form.ref, filledIn]);

  return (
    <form {...form} className="space-y-5">
      {awaited && <ActivationNotice {...awaited} next={next} />}
      <TextField
        {...field('email')}
        label={LABELS[loginField]}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={filledIn ?? ''}
      />
      <div className="space-y-2">
        <PasswordField {...field('password')} label="Password" autoComplete="current-password" />
        <p className="text-right text-sm">
          <CarryingLink href={withNext(routes.passwordReset, next)}>
            Forgot your password?
          </CarryingLink>
        </p>
      </div>
      <Button {...submit} className="w-full">
        Sign in
      </Button>
      {isActivationRequired && (
        <p className="text-center text-sm">
          <CarryingLink href={withNext(routes.checkMail, next)}>
            Waiting for your activation mail?
          </CarryingLink>
        </p>
      )}
    </form>
  );
}

function useSignIn(next: string | null) {
  const welcome = useWelcome();
  const dispatch = useAppDispatch();
  const [tried, setTried] = useState<string | null>(null);
  const [isAwaited, setIsAwaited] = useState(false);
  const form = useContractForm({
    check: async (...given) => (await loadApi()).checkSignIn(...given),
    prepare: prepareApi,
    toInput: ({ email = '', ...others }) =>
      // An @ never occurs in a user name, so one input serves for both.
      stripUnseen(email) === '' || email.includes('@')
        ? { email, ...others }
        : { username: email, ...others },
    async onSubmit(values) {
      setIsAwaited(false);
      setTried(values.email ?? null);
      const { jwtCreate } = (await loadApi()).endpoints;
      await dispatch(jwtCreate.initiate(values, { track: false })).unwrap();
      await welcome(next);
    },
    onRefusal({ code }) {
      const isRight = code === 'activation_awaited';
      if (isRight) dismissFailure();
      setIsAwaited(isRight);
      return isRight;
    },
    onFailure: toastFailure,
  });
  /** The address, if one was typed, of the account that waits for its activation. */
  return { ...form, awaited: isAwaited ? { email: tried } : null };
}
