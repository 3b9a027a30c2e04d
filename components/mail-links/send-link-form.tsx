'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CheckMailText } from '@/components/ui/check-mail-text';
import { TextField } from '@/components/ui/text-field';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
import { checkOf } from '@/lib/client/form-check';
import { emailGiven, selectGivenEmail } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersResetPassword } from '@/lib/shared/contracts/passwords';

const check = checkOf(usersResetPassword.body);

/** A mail that is on its way. */
interface SentMail {
  email: string;
  /** The text about it. */
  text: string;
}

interface SendLinkFormProps {
  label: string;
  /** The mail that is on its way already, or null. */
  earlier?: SentMail | null;
  /** True if the form replaces something else on the page, and takes its focus over. */
  isNews?: boolean;
  /** Asks for the mail; the answer is the same for an address with and without an account. */
  send: (body: { email: string }) => Promise<unknown>;
  /** Returns the text to show once the mail is on its way. */
  textFor: (email: string) => string;
}

/** The form that asks for a mail with a link, once and again; its body is an address alone. */
export function SendLinkForm(props: SendLinkFormProps) {
  const { label, earlier = null, isNews = false, send, textFor } = props;
  const [sent, setSent] = useState(earlier);
  // Counts the views: the first one takes no focus.
  const [round, setRound] = useState(isNews ? 1 : 0);
  const dispatch = useAppDispatch();
  const givenEmail = useAppSelector(selectGivenEmail);
  const show = (mail: SentMail | null) => {
    setSent(mail);
    setRound(round + 1);
  };
  const { form, field, submit } = useContractForm({
    check,
    toInput: (typed) => (sent ? { email: sent.email } : typed),
    afterwards: 'keep',
    async onSubmit({ email }) {
      await send({ email });
      dismissFailure();
      dispatch(emailGiven(email));
      show({ email, text: `${sent ? 'Sent again. ' : ''}${textFor(email)}` });
    },
    onFailure: toastFailure,
  });

  useEffect(() => {
    const input = form.ref.current?.elements.namedItem('email');
    if (round > 0 && input instanceof HTMLInputElement) input.focus();
  }, [form.ref, round]);

  return (
    <form {...form} className="space-y-5">
      {sent ? (
        <CheckMailText key={round} isNews={round > 0}>
          {sent.text}
        </CheckMailText>
      ) : (
        <TextField
          {...field('email')}
          label="E-mail"
          type="email"
          autoComplete="username"
          defaultValue={givenEmail ?? ''}
        />
      )}
      <Button {...submit} className="w-full">
        {sent ? 'Send again' : label}
      </Button>
      {sent && (
        <Button look="quiet" onClick={() => show(null)} className="w-full">
          Use another address
        </Button>
      )}
    </form>
  );
}
