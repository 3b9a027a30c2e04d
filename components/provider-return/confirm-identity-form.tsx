'use client';

import Link from 'next/link';
import { useLinkEnd } from '@/components/mail-links/link-end';
import { useWelcome } from '@/components/session/use-welcome';
import { Button, buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { toastFailure } from '@/components/ui/toasts';
import { checkOf } from '@/lib/client/form-check';
import { takeNext } from '@/lib/client/kept-next';
import { useIdentitiesConfirmMutation } from '@/lib/client/social-api';
import { socialWords } from '@/lib/client/social-words';
import { useContractForm } from '@/lib/client/use-contract-form';
import { identitiesConfirm } from '@/lib/shared/contracts/identities';
import { routes } from '@/lib/shared/routes';

const check = checkOf(identitiesConfirm.body);

interface ConfirmIdentityFormProps {
  claim: string;
  token: string;
  /** The name of the provider for users. */
  label: string;
}

/** The button that confirms a sign-in with a provider, behind a mailed link. */
export function ConfirmIdentityForm({ claim, token, label }: ConfirmIdentityFormProps) {
  const welcome = useWelcome();
  const [confirm] = useIdentitiesConfirmMutation();
  const { end, refuse } = useLinkEnd();
  const { form, submit } = useContractForm({
    check,
    toInput: () => ({ claim, token }),
    async onSubmit(body) {
      await confirm(body).unwrap();
      await welcome(takeNext('identity-confirm'));
    },
    onRefusal(failure) {
      const isOtherBrowser = failure.code === 'other_browser';
      if (isOtherBrowser) end(<OtherBrowser />);
      return isOtherBrowser || refuse(failure);
    },
    onFailure: (message, code) => toastFailure(socialWords({ code, message }, label)),
  });
  return (
    <form {...form}>
      <Button {...submit} className="w-full">
        Yes, sign me in
      </Button>
    </form>
  );
}

function OtherBrowser() {
  return (
    <MessagePage
      title="Wrong browser"
      text="Open this link in the browser in which you began. It still works there. If you did not begin a sign-in, close this page, and nothing happens."
      isNews
    >
      <Link href={routes.login} className={buttonClass('quiet')}>
        Begin again here
      </Link>
    </MessagePage>
  );
}
