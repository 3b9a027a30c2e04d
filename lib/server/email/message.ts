import escapeHtml from 'escape-html';

/** One mail: to a single address, as plain text and as HTML that says the same. */
export interface Message {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** A message with its sender and date, as the transports get it. */
interface OutgoingMessage extends Message {
  from: string;
  /** ISO 8601, UTC. */
  sentAt: string;
}

/** Delivers one message or rejects. */
export type Transport = (message: OutgoingMessage) => Promise<void>;

/** A mail of paragraphs, signed with the site's name. Everything in it is escaped here. */
export function composeMessage(
  to: string,
  subject: string,
  paragraphs: readonly string[],
  siteName: string,
): Message {
  const lines = [...paragraphs, `— ${siteName}`];
  const html = lines.map((line) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`).join('\n');
  return {
    to,
    subject,
    text: `${lines.join('\n\n')}\n`,
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8">',
      `<title>${escapeHtml(subject)}</title></head>`,
      '<body style="margin:0;padding:32px 16px;background:#f4f4f5;color:#18181b;',
      'font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif">',
      '<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">',
      `${html}</div></body></html>`,
    ].join('\n'),
  };
}
