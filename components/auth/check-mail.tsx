'use client';

import { useUsersResendActivationMutation } from '@/lib/client/api';
import { selectRegisteredEmail } from '@/lib/client/session-slice';
import { useAppSelector } from '@/lib/client/store';
import { CheckMailText } from './check-mail-text';
import { SendLinkForm } from './send-link-form';

/** Tells a new account's owner about the activation link, and sends it again if need be. */
export function CheckMail() {
  const registeredEmail = useAppSelector(selectRegisteredEmail);
  const [resend] = useUsersResendActivationMutation();
  return (
    <div className="space-y-8">
      {registeredEmail && (
        <CheckMailText>
          {`A link to activate your account is on its way to ${registeredEmail}. It works for three days.`}
        </CheckMailText>
      )}
      <section
        aria-labelledby="again"
        className="space-y-4 border-line not-first:border-t not-first:pt-6"
      >
        <h2 id="again" className="font-medium">
          Send the link again
        </h2>
        <SendLinkForm
          label="Send again"
          defaultEmail={registeredEmail ?? ''}
          send={(body) => resend(body).unwrap()}
          sent={(email) => (
            <p className="text-sm text-pretty wrap-anywhere text-muted">
              {`If an account with ${email} waits to be activated, another link is on its way.`}
            </p>
          )}
        />
      </section>
    </div>
  );
}
