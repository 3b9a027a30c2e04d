'use client';

import { useRouter } from 'next/navigation';
import { CarryingLink } from '@/components/sign-in/carrying-link';
import { Button } from '@/components/ui/button';
import { NameFields } from '@/components/ui/name-fields';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { dismissFailure, toastFailure, toastSuccess } from '@/components/ui/toasts';
import { useUsersCreateMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersCreate } from '@/lib/shared/contracts/users';
import { loginPath, routes } from '@/lib/shared/routes';

interface RegisterFormProps {
  next: string | null;
  /** True if a new account must be activated by mail before a sign-in. */
  isActivationRequired: boolean;
}

/**
 * The form that creates an account, then leads to the sign-in page, with `next`, or to the check-
 * mail page.
 */
export function RegisterForm({ next, isActivationRequired }: RegisterFormProps) {
  const router = useRouter();
  const [signUp] = useUsersCreateMutation();
  const { form, field, submit } = useContractForm({
    fields: usersCreate.body,
    async onSubmit(values) {
      await signUp(values).unwrap();
      dismissFailure();
      if (isActivationRequired) {
        router.push(routes.checkMail);
        return;
      }
      toastSuccess('Your account is ready. Sign in to use it.');
      router.push(loginPath(next));
    },
    onFailure: toastFailure,
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

/** The error for a user who has an account already and forgot it, or its password. */
function TakenAddress({ next }: { next: string | null }) {
  return (
    <>
      There is an account with this address already.{' '}
      <CarryingLink href={loginPath(next)}>Sign in</CarryingLink> or{' '}
      <CarryingLink href={routes.passwordReset}>set a new password</CarryingLink>.
    </>
  );
}
