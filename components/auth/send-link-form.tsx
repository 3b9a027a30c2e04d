'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { forgetFailure, tellFailure } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersResetPassword } from '@/lib/shared/contracts/passwords';

interface SendLinkFormProps {
  label: string;
  defaultEmail?: string;
  /** Asks for the mail; the answer is the same whether or not anybody has the address. */
  send: (body: { email: string }) => Promise<unknown>;
  /** Shown in place of the form once the mail is on its way. */
  sent: (email: string) => ReactNode;
}

/** Asks for a mail with a link. Both contracts that send one take an address and nothing else. */
export function SendLinkForm({ label, defaultEmail = '', send, sent }: SendLinkFormProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, field, submit } = useContractForm({
    fields: usersResetPassword.body,
    async onSubmit(body) {
      await send(body);
      forgetFailure();
      setSentTo(body.email);
    },
    onFailure: tellFailure,
  });
  if (sentTo !== null) return <div role="status">{sent(sentTo)}</div>;
  return (
    <form {...form} className="space-y-5">
      <TextField
        {...field('email')}
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        defaultValue={defaultEmail}
      />
      <Button {...submit} className="w-full">
        {label}
      </Button>
    </form>
  );
}
