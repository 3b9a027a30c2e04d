import { codeOf, rootCause } from '@/db/database/root-cause';

const MAX_LENGTH = 500;
const MAX_READ = 2000;

/** Links, addresses, and what is as long as a token or a key is. */
const SECRETS = [
  [/https?:\/\/[^\s"'<>]+/gi, '[link]'],
  [/[^\s<>"',;:()]+@[^\s<>"',;:()]+/g, '[address]'],
  [/[\w-]{32,}/g, '[…]'],
] as const;

/**
 * The reason why a mail was not delivered, in one line for log and database: name, code and message
 * of the innermost cause. Mail servers quote what they refuse, so addresses, links and tokens are
 * left out.
 */
export function failureText(error: unknown): string {
  const cause = rootCause(error);
  const code = codeOf(cause);
  const name = cause && cause.name !== 'Error' ? cause.name : '';
  // The error for several refused addresses of one host has no message of its own.
  const message = cause ? cause.message : String(error);
  const parts = [name, message.includes(code) ? '' : code, message].filter(Boolean);
  const line = parts.join(': ').replace(/\s+/g, ' ').slice(0, MAX_READ);
  const clean = SECRETS.reduce((text, [pattern, stead]) => text.replace(pattern, stead), line);
  return clean.slice(0, MAX_LENGTH);
}
