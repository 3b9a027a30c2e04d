import { MailFrame } from '@/components/dev/mail-frame';

interface MailboxProps {
  mails: readonly { to: string; subject: string; text: string; html: string; sentAt: string }[];
  folder: string;
}

/** The mails of the development mailbox, as their readers would see them. */
export function Mailbox({ mails, folder }: MailboxProps) {
  return (
    <div className="mx-auto max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="text-3xl font-semibold tracking-tight">Mailbox</h1>
      <p className="mt-2 text-sm wrap-anywhere text-muted">
        Mails that would have been sent, from {folder}. Only in development.
      </p>
      {mails.length === 0 && <p className="mt-10">Nothing yet. Reload after the next mail.</p>}
      <ol className="mt-8 space-y-8">
        {mails.map((mail) => (
          <li
            key={`${mail.sentAt} ${mail.to} ${mail.subject}`}
            className="overflow-hidden rounded-2xl border border-line"
          >
            <div className="border-b border-line px-6 py-4">
              <h2 className="font-medium">{mail.subject}</h2>
              <p className="text-sm wrap-anywhere text-muted">{`To ${mail.to}, ${mail.sentAt}`}</p>
            </div>
            <MailFrame title={`${mail.subject}, as HTML`} html={mail.html} />
            <details className="px-6 py-4 text-sm">
              <summary>As text</summary>
              <pre className="mt-3 whitespace-pre-wrap wrap-anywhere">{mail.text}</pre>
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}
