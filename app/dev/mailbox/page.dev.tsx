import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Mailbox } from '@/components/dev/mailbox';
import { isFromOwnMachine } from '@/lib/server/http/next/own-machine';
import { readMailbox } from '@/lib/server/mail/read-mailbox';
import { getContext } from '@/lib/server/use-case/context';

export const metadata: Metadata = { title: 'Mailbox' };

// `page.dev.tsx`: a page under `next dev` only, see next.config.mjs.
export default async function MailboxPage() {
  // `next dev` listens on all interfaces, and the links in these mails give access to accounts.
  if (!isFromOwnMachine(await headers())) notFound();
  const { MAILBOX_DIR } = getContext().settings;
  return <Mailbox mails={await readMailbox(MAILBOX_DIR)} folder={MAILBOX_DIR} />;
}
