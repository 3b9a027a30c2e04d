'use client';

import { SendLinkForm } from '@/components/mail-links/send-link-form';
import { keepNext } from '@/lib/client/kept-next';
import { useUsersResetPasswordMutation } from '@/lib/client/mail-links-api';
import { useWholeNext } from '@/lib/client/use-whole-next';

/**
 * The form that asks for a link to set a new password, at whose end this browser goes on to `next`.
 */
export function PasswordResetForm(props: { next: string | null }) {
  const next = useWholeNext(props.next);
  const [ask] = useUsersResetPasswordMutation();
  return (
    <SendLinkForm
      label="Send me a link"
      send={(body) => {
        keepNext('password-reset', next);
        return ask(body).unwrap();
      }}
      textFor={(email) =>
        `If ${email} belongs to an account, a link to set a new password is on its way there. It works for an hour.`
      }
    />
  );
}
