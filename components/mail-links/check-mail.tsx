'use client';

import { SendLinkForm } from '@/components/mail-links/send-link-form';
import { useUsersResendActivationMutation } from '@/lib/client/api';
import { selectRegisteredEmail } from '@/lib/client/session-slice';
import { useAppSelector } from '@/lib/client/store';

/** Tells the owner of a new account about the activation link, and sends it again on request. */
export function CheckMail() {
  const email = useAppSelector(selectRegisteredEmail);
  const [resend] = useUsersResendActivationMutation();
  const text = `A link to activate your account is on its way to ${email}. It works for three days.`;
  return (
    <SendLinkForm
      label="Send me a link"
      earlier={email === null ? null : { email, text }}
      send={(body) => resend(body).unwrap()}
      textFor={(address) =>
        `If an account with ${address} waits to be activated, another link is on its way.`
      }
    />
  );
}
