'use client';

import { AddressTaken } from '@/components/mail-links/address-taken';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { useAfterLink } from '@/components/mail-links/use-after-link';
import { Button } from '@/components/ui/button';
import { tellFailure } from '@/components/ui/tell';
import {
  useUsersActivationMutation,
  useUsersSetEmailConfirmMutation,
  useUsersSetEmailUndoMutation,
} from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { fieldMessage } from '@/lib/shared/api-error';
import { usersActivation } from '@/lib/shared/contracts/activation';

/** What a link that needs no more than a press of a button does. */
const LABELS = {
  activation: 'Activate my account',
  'email-confirm': 'Use this address',
  'email-undo': 'Keep my old address',
} as const;

type Wish = keyof typeof LABELS;

interface UseLinkFormProps {
  wish: Wish;
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
  const spend = useSpend(wish);
  const afterwards = useAfterLink(email)[wish];
  const { end, refuse } = useLinkEnd();
  const { form, submit } = useContractForm({
    fields: usersActivation.body,
    toInput: () => ({ uid, token }),
    async onSubmit(body) {
      await spend(body).unwrap();
      afterwards();
    },
    onRefusal(failure) {
      const isTaken = failure.fields.new_email?.includes(fieldMessage.taken('email')) ?? false;
      if (isTaken) end(<AddressTaken email={email} />);
      return isTaken || refuse(failure);
    },
    onFailure: tellFailure,
  });
  return (
    <form {...form}>
      <Button {...submit} className="w-full">
        {LABELS[wish]}
      </Button>
    </form>
  );
}

function useSpend(wish: Wish) {
  const [activate] = useUsersActivationMutation();
  const [confirm] = useUsersSetEmailConfirmMutation();
  const [undo] = useUsersSetEmailUndoMutation();
  return { activation: activate, 'email-confirm': confirm, 'email-undo': undo }[wish];
}
