'use client';

import { useRouter } from 'next/navigation';
import { useWelcome } from '@/components/session/use-welcome';
import { CarryingLink } from '@/components/sign-in/carrying-link';
import { Button } from '@/components/ui/button';
import { NameFields, type ShownNames } from '@/components/ui/name-fields';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { dismissFailure, toastFailure, toastSuccess } from '@/components/ui/toasts';
import { keepNext } from '@/lib/client/kept-next';
import { loadApi, prepareApi } from '@/lib/client/late-api';
import { useAppDispatch } from '@/lib/client/store';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { useWholeNext } from '@/lib/client/use-whole-next';
import { loginPath, routes, withNext } from '@/lib/shared/routes';
import type { RequirableField, Switches } from '@/lib/shared/switches';

interface RegisterFormProps {
  next: string | null;
  /** True if a new account must be activated by mail before a sign-in. */
  isActivationRequired: boolean;
}

/**
 * The form that creates an account, then signs in and leads to `next`, or first to the check-mail
 * page.
 */
export function RegisterForm({ isActivationRequired, ...props }: RegisterFormProps) {
  const next = useWholeNext(props.next);
  const router = useRouter();
  const welcome = useWelcome();
  const dispatch = useAppDispatch();
  const switches = useSwitches();
  const { form, field, submit } = useContractForm({
    check: async (...given) => (await loadApi()).checkSignUp(...given),
    prepare: prepareApi,
    async onSubmit(values) {
      const { email, password } = values;
      const { usersCreate, jwtCreate } = (await loadApi()).endpoints;
      await dispatch(usersCreate.initiate(values, { track: false })).unwrap();
      dismissFailure();
      if (isActivationRequired) {
        keepNext('activation', next);
        router.push(withNext(routes.checkMail, next));
        return;
      }
      const signIn = jwtCreate.initiate({ email, username: undefined, password }, { track: false });
      const { data } = await dispatch(signIn);
      if (data) return welcome(next);
      // The account is there all the same; the sign-in page says what keeps its owner out.
      toastSuccess('Your account is ready. Sign in to use it.');
      router.push(loginPath(next));
    },
    onFailure: toastFailure,
  });

  return (
    <form {...form} className="space-y-5">
      <NameFields field={field} shown={namesAtSignUp(switches)} />
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
      {switches.retypes.signUp && (
        <PasswordField
          {...field('re_password')}
          label="Password again"
          autoComplete="new-password"
        />
      )}
      <Button {...submit} className="w-full">
        Create account
      </Button>
    </form>
  );
}

/**
 * Returns the names that the form asks for: the required ones, since all can be given later on the
 * account page, and a user name from those who want one, as it is another way to sign in.
 */
function namesAtSignUp({ requiredFields, loginField }: Switches): ShownNames {
  const ifRequired = (name: RequirableField) =>
    requiredFields.includes(name) ? 'required' : undefined;
  return {
    first_name: ifRequired('first_name'),
    last_name: ifRequired('last_name'),
    username: loginField === 'username' ? 'required' : (ifRequired('username') ?? 'optional'),
  };
}

/** The error for a user who has an account already and forgot it, or its password. */
function TakenAddress({ next }: { next: string | null }) {
  return (
    <>
      There is an account with this address already.{' '}
      <CarryingLink href={loginPath(next)}>Sign in</CarryingLink> or{' '}
      <CarryingLink href={withNext(routes.passwordReset, next)}>set a new password</CarryingLink>.
    </>
  );
}
