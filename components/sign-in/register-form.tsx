'use client';

import { useRouter } from 'next/navigation';
import { CarryingLink } from '@/components/sign-in/carrying-link';
import { Button } from '@/components/ui/button';
import { NameFields } from '@/components/ui/name-fields';
import { PasswordField } from '@/components/ui/password-field';
import { forgetFailure, tellFailure, tellSuccess } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
import { useUsersCreateMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersCreate } from '@/lib/shared/contracts/users';
import { loginPath, routes } from '@/lib/shared/routes';

interface RegisterFormProps {
  next: string | null;
  /** The account has to be activated by mail before anybody can sign in to it. */
  isActivationRequired: boolean;
}

/** Creates an account, then goes to sign in, or to the word about a mail; `next` is carried along. */
export function RegisterForm({ next, isActivationRequired }: RegisterFormProps) {
  const router = useRouter();
  const [signUp] = useUsersCreateMutation();
  const { form, field, submit } = useContractForm({
    fields: usersCreate.body,
    async onSubmit(values) {
      await signUp(values).unwrap();
      forgetFailure();
      if (isActivationRequired) {
        router.push(routes.checkMail);
        return;
      }
      tellSuccess('Your account is ready. Sign in to use it.');
      router.push(loginPath(next));
    },
    onFailure: tellFailure,
  });

  return (
    <form {...form} className="space-y-5">
      <NameFields field={field} />
      <TextField
        {...field('email')}
        label="E-mail"
        type="email"
        autoComplete="email"
        words={{ taken: <TakenAddress next={next} /> }}
      />
      <PasswordField
        {...field('password')}
        label="Password"
        hint="At least 8 characters. A few unrelated words make a good one."
        autoComplete="new-password"
      />
      <PasswordField {...field('re_password')} label="Password again" autoComplete="new-password" />
      <Button {...submit} className="w-full">
        Create account
      </Button>
    </form>
  );
}

/** For those who have an account and forgot it, or its password. */
function TakenAddress({ next }: { next: string | null }) {
  return (
    <>
      There is an account with this address already.{' '}
      <CarryingLink href={loginPath(next)}>Sign in</CarryingLink> or{' '}
      <CarryingLink href={routes.passwordReset}>set a new password</CarryingLink>.
    </>
  );
}
