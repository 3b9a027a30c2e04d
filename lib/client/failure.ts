import type { CallError } from '@/lib/client/call-error';
import type { ApiErrorBody, FieldErrors } from '@/lib/shared/api-error';
import { type ErrorCode, NON_FIELD_ERRORS } from '@/lib/shared/error-codes';

/** A failed call, in words for users. */
export interface Failure {
  /** The API's code; null where the answer has none, or there is no answer. */
  code: ErrorCode | null;
  /** The problems of the form's fields. */
  fields: FieldErrors;
  /** The text about the whole; null if it is shown in another place, at the fields for one. */
  message: string | null;
}

const UNREACHABLE = 'The server could not be reached. Check your connection and try again.';
const UNAVAILABLE = 'Something is not working on our side. Try again in a moment.';
const UNKNOWN = 'That did not work. Try again.';
const REFUSED = 'That address or user name and that password do not go together.';
/** Returns the text for a page opened at another origin than the one that its cookies are for. */
export const wrongOriginText = (siteUrl: string) =>
  `This page was opened at another address than the site’s. Open ${siteUrl} and try again.`;

/** A rejection of RTK Query, in any of its shapes. */
interface RejectedCall extends CallError {
  /** `AbortError` for a call that was given up. */
  name: string;
}

/** Explains a failed call, from any thrown value, to a user of the site `siteUrl`. */
export function explainFailure(error: unknown, siteUrl: string): Failure {
  const call = (error ?? {}) as Partial<RejectedCall>;
  const { name, status, originalStatus, data: body, code = null } = call;
  const overall = (message: string | null) => ({ code, fields: {}, message });
  // Given up when the session ended, which the session watch announces.
  if (name === 'AbortError') return overall(null);
  if (status === 'FETCH_ERROR' || status === 'TIMEOUT_ERROR') return overall(UNREACHABLE);
  if (Number(originalStatus ?? status) >= 500) return overall(UNAVAILABLE);
  if (!body || typeof status !== 'number') return overall(UNKNOWN);
  if (code === null || code === 'invalid_fields') return atFields(body, call);
  const ownWords = inWords(call, siteUrl);
  return overall(ownWords === undefined ? sentencesOf(body) : ownWords);
}

/** Returns the errors of fields, each with its code; `message` holds the text about the whole. */
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

/** Returns the API's own sentences from the first entry of the body. */
function sentencesOf(body: ApiErrorBody): string {
  if (typeof body === 'string') return body;
  const [first = ''] = Object.values(body);
  return [first].flat().join(' ');
}

/** Returns the page's own text; null if another place shows one, undefined to use the API's. */
function inWords(
  { code, retryAfterSeconds }: Partial<RejectedCall>,
  siteUrl: string,
): string | null | undefined {
  switch (code) {
    case 'origin_refused':
      return siteUrl === globalThis.location?.origin ? UNKNOWN : wrongOriginText(siteUrl);
    case 'not_authenticated':
      // The session is over: the session watch says so, and leads to the sign-in page.
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

/** Returns the text about the delay before the next try, in the unit that users would say. */
function tooOften(seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `That was too often. Try again in ${count} ${unit}${count === 1 ? '' : 's'}.`;
}
