'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { tellFailure, tellSuccess } from '@/components/ui/tell';
import {
  useUsersActivationMutation,
  useUsersSetEmailConfirmMutation,
  useUsersSetEmailUndoMutation,
} from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { fieldMessage } from '@/lib/shared/api-error';
import { usersActivation } from '@/lib/shared/contracts/activation';
import { routes } from '@/lib/shared/routes';
import { useLinkEnd } from './link-end';
import { TakenAddress } from './taken-address';

/** What a link that needs no more than a press of a button does. */
const WISHES = {
  activation: {
    label: 'Activate my account',
    done: 'Your account is active. Sign in to use it.',
    goal: routes.login,
  },
  'email-confirm': {
    label: 'Use this address',
    done: 'Your address is changed. Sign in with it from now on.',
    goal: routes.dashboard,
  },
  'email-undo': {
    label: 'Keep my old address',
    done: 'Your old address stays. Set a new password now, to be safe.',
    goal: routes.passwordReset,
  },
} as const;

interface UseLinkFormProps {
  wish: keyof typeof WISHES;
  uid: string;
  token: string;
  /** The address that the link is about. */
  email: string;
}

/**
 * Spends a link. Only a person who presses the button does: mail scanners follow links, but they
 * post nothing.
 */
export function UseLinkForm({ wish, uid, token, email }: UseLinkFormProps) {
  const router = useRouter();
  const spend = useSpend(wish);
  const { end, refuse } = useLinkEnd();
  const { label, done, goal } = WISHES[wish];
  const { form, submit } = useContractForm({
    fields: usersActivation.body,
    toInput: () => ({ uid, token }),
    async onSubmit(body) {
      await spend(body).unwrap();
      tellSuccess(done);
      router.replace(goal);
      router.refresh();
    },
    onRefusal(failure) {
      const isTaken = failure.fields.new_email?.includes(fieldMessage.taken('email')) ?? false;
      if (isTaken) end(<TakenAddress email={email} />);
      return isTaken || refuse(failure);
    },
    onFailure: tellFailure,
  });
  return (
    <form {...form}>
      <Button {...submit} className="w-full">
        {label}
      </Button>
    </form>
  );
}

function useSpend(wish: keyof typeof WISHES) {
  const [activate] = useUsersActivationMutation();
  const [confirm] = useUsersSetEmailConfirmMutation();
  const [undo] = useUsersSetEmailUndoMutation();
  return { activation: activate, 'email-confirm': confirm, 'email-undo': undo }[wish];
}
