import { useRouter } from 'next/navigation';
import { useContext, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CheckMailText } from '@/components/ui/check-mail-text';
import { dismissFailure, toastFailure, toastSuccess } from '@/components/ui/toasts';

import {
  useUsersSetEmailCallOffMutation,
  useUsersSetEmailResendMutation,
} from '@/lib/client/email-change-api';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';

interface AwaitedEmailProps {
  /** The new address, which is not confirmed yet. */
  email: string;
  /** True if the link was asked for just now. */
  isNews: boolean;
  onReplace: () => void;
  onCalledOff: () => void;
}

/** A change of address that waits for its link, with the ways to have it sent again and to call it off. */
export function AwaitedEmail({ email, isNews, onReplace, onCalledOff }: AwaitedEmailProps) {
  const router = useRouter();
  const siteUrl = useContext(SiteUrl);
  const [resend, { isLoading: isSending }] = useUsersSetEmailResendMutation();
  const [callOff, { isLoading: isEnding }] = useUsersSetEmailCallOffMutation();
  // Counts the mails, so that each is announced anew.
  const [round, setRound] = useState(isNews ? 1 : 0);
  const isBusy = isSending || isEnding;

  async function attempt(act: () => Promise<unknown>, afterwards: () => void) {
    if (isBusy) return;
    try {
      await act();
      dismissFailure();
      afterwards();
    } catch (error) {
      const { code, message } = explainFailure(error, siteUrl);
      // It was confirmed, called off or too old meanwhile: the server knows how things stand.
      if (code === 'not_found') router.refresh();
      toastFailure(code === 'not_found' ? 'That change does not wait any more.' : message);
    }
  }

  const sendAgain = () =>
    attempt(
      () => resend().unwrap(),
      () => setRound(round + 1),
    );
  const end = () =>
    attempt(
      () => callOff().unwrap(),
      () => {
        toastSuccess('The change is called off. Your present address stays.');
        onCalledOff();
      },
    );

  return (
    <div className="space-y-6">
      <CheckMailText key={round} isNews={round > 0}>
        {round > 0
          ? `A link is on its way to ${email}. Until you open it, your present address stays.`
          : `We wait for ${email} to confirm. Until then, your present address stays.`}
      </CheckMailText>
      <div className="flex flex-wrap gap-3">
        <Button look="quiet" isPending={isSending} onClick={sendAgain}>
          Send again
        </Button>
        <Button look="quiet" onClick={onReplace}>
          Choose another address
        </Button>
        <Button look="quiet" isPending={isEnding} onClick={end}>
          Call it off
        </Button>
      </div>
    </div>
  );
}
