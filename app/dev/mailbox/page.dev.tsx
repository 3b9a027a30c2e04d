import type { Metadata } from 'next';
import { Mailbox } from '@/components/dev/mailbox';
import { getContext } from '@/lib/server/context';
import { readMailbox } from '@/lib/server/email/read-mailbox';

export const metadata: Metadata = { title: 'Mailbox' };

// `page.dev.tsx`: a page under `next dev` only, see next.config.mjs.
export default async function MailboxPage() {
  const { MAILBOX_DIR } = getContext().settings;
  return <Mailbox mails={await readMailbox(MAILBOX_DIR)} folder={MAILBOX_DIR} />;
}
