'use client';

import { SendLinkForm } from '@/components/mail-links/send-link-form';
import { keepNext } from '@/lib/client/kept-next';
import { selectRegisteredEmail } from '@/lib/client/session-slice';
import { useUsersResendActivationMutation } from '@/lib/client/sign-in-api';
import { useAppSelector } from '@/lib/client/store';
import { useWholeNext } from '@/lib/client/use-whole-next';

/** Tells the owner of a new account about the activation link, and sends it again on request. */
export function CheckMail(props: { next: string | null }) {
  const next = useWholeNext(props.next);
  const email = useAppSelector(selectRegisteredEmail);
  const [resend] = useUsersResendActivationMutation();
  const text = `A link to activate your account is on its way to ${email}. It works for three days.`;
  return (
    <SendLinkForm
      label="Send me a link"
      earlier={email === null ? null : { email, text }}
      send={(body) => {
        // Without one here, the one of the sign-up still counts.
        if (next) keepNext('activation', next);
        return resend(body).unwrap();
      }}
      textFor={(address) =>
        `If an account with ${address} waits to be activated, another link is on its way.`
      }
    />
  );
}
