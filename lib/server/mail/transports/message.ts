import escapeHtml from 'escape-html';

/** One mail: to a single address, as plain text and as HTML that says the same. */
export interface Message {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** A link that a mail asks its reader to follow. */
interface Action {
  label: string;
  url: string;
}

/** The parts of every mail. None may hold text of a stranger, who could advertise with our mails. */
export interface Draft {
  to: string;
  subject: string;
  /** Paragraphs, and links with lines of their own. */
  body: readonly (string | Action)[];
  siteName: string;
}

const FONT = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif';
const PAPER = [
  'max-width:480px',
  'margin:0 auto',
  'padding:32px',
  'border-radius:12px',
  'background:#fff',
  'overflow-wrap:anywhere',
].join(';');
const BUTTON = [
  'display:inline-block',
  'padding:12px 20px',
  'border-radius:8px',
  'background:#0f766e',
  'color:#ffffff',
  'font-weight:600',
  'text-decoration:none',
].join(';');

/** Writes a draft as text and as HTML. Everything is escaped here, and only here. */
export function composeMessage({ to, subject, body, siteName }: Draft): Message {
  const parts = [...body, `— ${siteName}`];
  return {
    to,
    subject,
    text: `${parts.map(textOf).join('\n\n')}\n`,
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width,initial-scale=1">',
      '<meta name="color-scheme" content="light">',
      `<title>${escapeHtml(subject)}</title></head>`,
      `<body style="margin:0;padding:32px 16px;background:#f4f4f5;color:#18181b;${FONT}">`,
      `<div style="${PAPER}">`,
      ...parts.map(htmlOf),
      '</div></body></html>',
    ].join('\n'),
  };
}

function textOf(part: string | Action): string {
  return typeof part === 'string' ? part : `${part.label}:\n${part.url}`;
}

function htmlOf(part: string | Action): string {
  if (typeof part === 'string') return `<p style="margin:0 0 16px">${escapeHtml(part)}</p>`;
  const url = escapeHtml(part.url);
  return [
    `<p style="margin:0 0 16px"><a href="${url}" style="${BUTTON}">${escapeHtml(part.label)}</a></p>`,
    '<p style="margin:0 0 16px;font-size:13px;color:#52525b">',
    `If the button does nothing, open this address:<br><span style="word-break:break-all">${url}</span></p>`,
  ].join('\n');
}
