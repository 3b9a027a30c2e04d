'use client';

import { AddressTaken } from '@/components/mail-links/address-taken';
import { AlreadyActive } from '@/components/mail-links/already-active';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { useAfterLink } from '@/components/mail-links/use-after-link';
import { Button } from '@/components/ui/button';
import { toastFailure } from '@/components/ui/toasts';
import { checkOf } from '@/lib/client/form-check';
import {
  useUsersActivationMutation,
  useUsersSetEmailConfirmMutation,
  useUsersSetEmailUndoMutation,
} from '@/lib/client/mail-links-api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersActivation } from '@/lib/shared/contracts/activation';

const check = checkOf(usersActivation.body);

/** The buttons of the links that need nothing but a press. */
const LABELS = {
  activation: 'Activate my account',
  'email-confirm': 'Use this address',
  'email-undo': 'Keep my old address',
} as const;

type LinkAction = keyof typeof LABELS;

interface LinkFormProps {
  action: LinkAction;
  uid: string;
  token: string;
  /** The address that the link is about. */
  email: string;
}

/**
 * The button that spends a link. Opening the page does not: mail scanners follow links, but they
 * press no button.
 */
export function LinkForm({ action, uid, token, email }: LinkFormProps) {
  const spend = useSpend(action);
  const afterwards = useAfterLink(email)[action];
  const { end, refuse } = useLinkEnd();
  const { form, submit } = useContractForm({
    check,
    toInput: () => ({ uid, token }),
    async onSubmit(body) {
      await spend(body).unwrap();
      await afterwards();
    },
    onRefusal(failure) {
      const isTaken = Boolean(failure.fields.new_email?.some(({ code }) => code === 'taken'));
      if (isTaken) end(<AddressTaken email={email} />);
      const isUsed = failure.code === 'link_stale';
      if (isUsed) end(<AlreadyActive email={email} isNews />);
      return isTaken || isUsed || refuse(failure);
    },
    onFailure: toastFailure,
  });
  return (
    <form {...form}>
      <Button {...submit} className="w-full">
        {LABELS[action]}
      </Button>
    </form>
  );
}

function useSpend(action: LinkAction) {
  const [activate] = useUsersActivationMutation();
  const [confirm] = useUsersSetEmailConfirmMutation();
  const [undo] = useUsersSetEmailUndoMutation();
  return { activation: activate, 'email-confirm': confirm, 'email-undo': undo }[action];
}
