'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { EmailForm, type EmailFormStart } from '@/components/account/email-form';
import { Button } from '@/components/ui/button';
import { CheckMailText } from '@/components/ui/check-mail-text';

/** The state of the section: the form if it is open, else a text about the unconfirmed address. */
interface View {
  awaited: string | null;
  start: EmailFormStart | null;
  isNews: boolean;
}

const CLOSED = { start: null, isNews: false };

/**
 * The form that asks for another address, or a text about the address that is not confirmed yet.
 */
export function EmailChange({ awaited }: { awaited: string | null }) {
  const router = useRouter();
  const [told, setTold] = useState(awaited);
  const [view, setView] = useState<View>({ ...CLOSED, awaited });
  // The server says something new: the address was confirmed, or the change undone, in another tab
  // or on another device.
  if (told !== awaited) {
    setTold(awaited);
    if (view.awaited !== awaited) setView({ ...CLOSED, awaited });
  }
  if (view.awaited === null || view.start) {
    const onAsked = (email: string) => {
      setView({ awaited: email, start: null, isNews: true });
      router.refresh();
    };
    return <EmailForm key={view.awaited} start={view.start} onAsked={onAsked} />;
  }
  const { isNews, awaited: email } = view;
  const open = (start: EmailFormStart) => () => setView({ ...view, start });
  return (
    <div className="space-y-6">
      <CheckMailText isNews={isNews}>
        {isNews
          ? `A link is on its way to ${email}. Until you open it, your present address stays.`
          : `We wait for ${email} to confirm. Until then, your present address stays.`}
      </CheckMailText>
      <div className="flex flex-wrap gap-3">
        <Button look="quiet" onClick={open({ email, focus: 'current_password' })}>
          Send again
        </Button>
        <Button look="quiet" onClick={open({ email: '', focus: 'new_email' })}>
          Choose another address
        </Button>
      </div>
    </div>
  );
}
