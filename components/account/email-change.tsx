'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { AwaitedEmail } from '@/components/account/awaited-email';
import { EmailForm } from '@/components/account/email-form';

/** The state of the section: the form if it is open, else a text about the unconfirmed address. */
interface View {
  awaited: string | null;
  isOpened: boolean;
  isNews: boolean;
}

const CLOSED = { isOpened: false, isNews: false };

interface EmailChangeProps {
  /** The new address that is not confirmed yet; null if no change waits. */
  awaited: string | null;
  hasPassword: boolean;
}

/**
 * The form that asks for another address, or a text about the address that is not confirmed yet.
 */
export function EmailChange({ awaited, hasPassword }: EmailChangeProps) {
  const router = useRouter();
  const [told, setTold] = useState(awaited);
  const [view, setView] = useState<View>({ ...CLOSED, awaited });
  // The server says something new: the address was confirmed, or the change undone, in another tab
  // or on another device.
  if (told !== awaited) {
    setTold(awaited);
    if (view.awaited !== awaited) setView({ ...CLOSED, awaited });
  }
  if (view.awaited === null || view.isOpened) {
    const onAsked = (email: string) => {
      setView({ awaited: email, isOpened: false, isNews: true });
      router.refresh();
    };
    const { isOpened } = view;
    const form = { hasPassword, isOpened, onAsked };
    return <EmailForm key={view.awaited} {...form} />;
  }
  return (
    <AwaitedEmail
      key={view.awaited}
      email={view.awaited}
      isNews={view.isNews}
      onReplace={() => setView({ ...view, isOpened: true })}
      onCalledOff={() => {
        setView({ awaited: null, isOpened: true, isNews: false });
        router.refresh();
      }}
    />
  );
}
