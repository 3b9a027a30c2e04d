import type { CallError } from '@/lib/client/call-error';
import { ApiErrorBody, type FieldErrors, NON_FIELD_ERRORS } from '@/lib/shared/api-error';
import type { ErrorCode } from '@/lib/shared/error-codes';

/** A failed call in words for people. */
export interface Failure {
  /** Why the API refused; null where it did not say, or was not reached. */
  code: ErrorCode | null;
  /** What is wrong with fields of the form. */
  fields: FieldErrors;
  /** What to say about the whole, or null if it is said elsewhere: at the fields, for one. */
  message: string | null;
}

const UNREACHABLE = 'The server could not be reached. Check your connection and try again.';
const UNAVAILABLE = 'Something is not working on our side. Try again in a moment.';
const UNKNOWN = 'That did not work. Try again.';
const REFUSED = 'That address or user name and that password do not go together.';
/** Says that a page is open at another name of its site than the one that its cookies are for. */
export const misplaced = (siteUrl: string) =>
  `This page was opened at another address than the site’s. Open ${siteUrl} and try again.`;

/** What RTK Query rejects with, in any of its shapes. */
interface RejectedCall extends Omit<CallError, 'status'> {
  /** Of a call that was given up. */
  name: string;
  status: number | 'FETCH_ERROR' | 'TIMEOUT_ERROR' | 'PARSING_ERROR' | 'CUSTOM_ERROR';
  /** With PARSING_ERROR: the status of an answer that is not the API's, a proxy's page for one. */
  originalStatus?: number;
}

/** Explains why a call failed, from whatever was thrown, to a person on a page of `siteUrl`. */
export function explainFailure(error: unknown, siteUrl: string): Failure {
  const call = (error ?? {}) as Partial<RejectedCall>;
  const { name, status, originalStatus, data, code = null } = call;
  const overall = (message: string | null) => ({ code, fields: {}, message });
  // Given up when the session ended, with all that was fetched: the session watch says so.
  if (name === 'AbortError') return overall(null);
  if (status === 'FETCH_ERROR' || status === 'TIMEOUT_ERROR') return overall(UNREACHABLE);
  if (Number(originalStatus ?? status) >= 500) return overall(UNAVAILABLE);
  const body = ApiErrorBody.safeParse(data).data;
  if (!body || typeof status !== 'number') return overall(UNKNOWN);
  if (code === null || code === 'invalid_fields') return atFields(body, call);
  const ownWords = inWords(call, siteUrl);
  return overall(ownWords === undefined ? sentencesOf(body) : ownWords);
}

/** Errors of fields, each with its code; sentences about the whole of an answer without codes. */
function atFields(body: ApiErrorBody, { code = null, fieldCodes = {} }: Partial<RejectedCall>) {
  if (typeof body === 'string' || 'detail' in body) {
    return { code, fields: {}, message: sentencesOf(body) };
  }
  const fields: FieldErrors = {};
  for (const [field, texts] of Object.entries(body)) {
    if (field === NON_FIELD_ERRORS || !Array.isArray(texts)) continue;
    fields[field] = texts.map((text, at) => ({
      ...(fieldCodes[field]?.[at] ?? { code: 'invalid' }),
      text,
    }));
  }
  const whole = NON_FIELD_ERRORS in body ? body[NON_FIELD_ERRORS] : undefined;
  return { code, fields, message: whole?.join(' ') ?? null };
}

/** The API's own sentences, of the first thing that it says. */
function sentencesOf(body: ApiErrorBody): string {
  if (typeof body === 'string') return body;
  const [first = ''] = Object.values(body);
  return [first].flat().join(' ');
}

/** Words of our own; null if it is said elsewhere, undefined where the API's own will do. */
function inWords(
  { code, retryAfterSeconds }: Partial<RejectedCall>,
  siteUrl: string,
): string | null | undefined {
  switch (code) {
    case 'origin_refused':
      return siteUrl === globalThis.location?.origin ? UNKNOWN : misplaced(siteUrl);
    case 'not_authenticated':
      // The session is over. The session watch says so, and leads to the sign-in page.
      return null;
    case 'no_active_account':
      // The same for a wrong password, an unknown name and an account that is not active.
      return REFUSED;
    case 'throttled':
      return retryAfterSeconds ? tooOften(retryAfterSeconds) : undefined;
    default:
      return undefined;
  }
}

/** When to try again, in the unit that people would say it in. */
function tooOften(seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `That was too often. Try again in ${count} ${unit}${count === 1 ? '' : 's'}.`;
}
