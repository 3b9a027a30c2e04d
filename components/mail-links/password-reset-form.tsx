'use client';

import { SendLinkForm } from '@/components/mail-links/send-link-form';
import { useUsersResetPasswordMutation } from '@/lib/client/api';

/** The form that asks for a link to set a new password. */
export function PasswordResetForm() {
  const [ask] = useUsersResetPasswordMutation();
  return (
    <SendLinkForm
      label="Send me a link"
      send={(body) => ask(body).unwrap()}
      textFor={(email) =>
        `If ${email} belongs to an account, a link to set a new password is on its way there. It works for an hour.`
      }
    />
  );
}
