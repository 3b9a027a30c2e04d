import { useContext, useId, useState } from 'react';
import { CarryingLink } from '@/components/sign-in/carrying-link';
import { Button } from '@/components/ui/button';
import { NewsHeading } from '@/components/ui/news-heading';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { explainFailure } from '@/lib/client/failure';
import { keepNext } from '@/lib/client/kept-next';
import { loadApi } from '@/lib/client/late-api';
import { SiteUrl } from '@/lib/client/site-url';
import { useAppDispatch } from '@/lib/client/store';
import { routes, withNext } from '@/lib/shared/routes';

interface ActivationNoticeProps {
  /** The address that the link goes to; null if a user name was typed. */
  email: string | null;
  /** The page to go on to after the activation. */
  next: string | null;
}

/**
 * The notice that the password was right, but the account waits for its activation. It sends the link
 * again; to a user name there is no address to send it to, so a page asks for one.
 */
export function ActivationNotice({ email, next }: ActivationNoticeProps) {
  const id = useId();
  const siteUrl = useContext(SiteUrl);
  const dispatch = useAppDispatch();
  const [isSending, setIsSending] = useState(false);
  // Counts the mails, so that each is announced anew.
  const [round, setRound] = useState(0);

  async function sendAgain(address: string) {
    if (isSending) return;
    setIsSending(true);
    try {
      // Without one here, the one of the sign-up still counts.
      if (next) keepNext('activation', next);
      const { usersResendActivation } = (await loadApi()).endpoints;
      const request = usersResendActivation.initiate({ email: address }, { track: false });
      await dispatch(request).unwrap();
      dismissFailure();
      setRound(round + 1);
    } catch (error) {
      toastFailure(explainFailure(error, siteUrl).message);
    } finally {
      setIsSending(false);
    }
  }

  return (
    <div className="space-y-3 rounded-lg border border-line bg-canvas px-4 py-3 text-sm">
      <NewsHeading key={round} level="h2" describedBy={id} className="font-medium">
        {round === 0 ? 'Your account is not active yet' : 'Check your mail'}
      </NewsHeading>
      <p id={id} className="text-pretty wrap-anywhere text-muted">
        {round === 0
          ? `The password is right. To activate the account, open the link in our mail to ${email ?? 'your address'}.`
          : `Another link is on its way to ${email}.`}
      </p>
      {email === null ? (
        <p>
          <CarryingLink href={withNext(routes.checkMail, next)}>Send again</CarryingLink>
        </p>
      ) : (
        <Button look="quiet" isPending={isSending} onClick={() => sendAgain(email)}>
          Send again
        </Button>
      )}
    </div>
  );
}
