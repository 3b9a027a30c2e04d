import {
  ApiErrorBody,
  detailMessage,
  type FieldErrors,
  NON_FIELD_ERRORS,
} from '@/lib/shared/api-error';

/** A failed call in words for people. */
export interface Failure {
  /** Messages for fields of the form. */
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

/** What RTK Query rejects with: the API's status and body, or what kept us from having them. */
interface RejectedCall {
  /** Of a call that was given up. */
  name: string;
  status: number | 'FETCH_ERROR' | 'TIMEOUT_ERROR' | 'PARSING_ERROR' | 'CUSTOM_ERROR';
  /** With PARSING_ERROR: the status of an answer that is not the API's, a proxy's page for one. */
  originalStatus?: number;
  data?: unknown;
}

/** Explains why a call failed, from whatever was thrown, to somebody on a page of `siteUrl`. */
export function explainFailure(error: unknown, siteUrl: string): Failure {
  const { name, status, originalStatus, data } = (error ?? {}) as Partial<RejectedCall>;
  // Given up when the session ended, with all that was fetched: whoever watches it says so.
  if (name === 'AbortError') return overall(null);
  if (status === 'FETCH_ERROR' || status === 'TIMEOUT_ERROR') return overall(UNREACHABLE);
  if (Number(originalStatus ?? status) >= 500) return overall(UNAVAILABLE);
  const body = ApiErrorBody.safeParse(data).data;
  if (!body || typeof status !== 'number') return overall(UNKNOWN);
  if (typeof body === 'string') return overall(body);
  if (typeof body.detail === 'string') return overall(inWords(body.detail, siteUrl));
  const { [NON_FIELD_ERRORS]: whole, ...fields } = body as FieldErrors;
  return { fields, message: whole?.join(' ') ?? null };
}

function overall(message: string | null): Failure {
  return { fields: {}, message };
}

/** What the API says, for those whom it tells nothing; null if it is said elsewhere. */
function inWords(detail: string, siteUrl: string): string | null {
  switch (detail) {
    case detailMessage.originRefused:
      return siteUrl === globalThis.location?.origin ? UNKNOWN : misplaced(siteUrl);
    case detailMessage.notAuthenticated:
      // The session is over. Whoever watches it says so, and leads to the sign-in page.
      return null;
    case detailMessage.noActiveAccount:
      // The same for a wrong password, an unknown name and an account that is not active.
      return REFUSED;
    default:
      return inOtherTime(detail);
  }
}

/** When to try again, in the unit that people would say it in. */
function inOtherTime(detail: string): string {
  const seconds = Number(/^Request was throttled\D+(\d+) seconds?\.$/.exec(detail)?.[1]);
  if (!seconds) return detail;
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `That was too often. Try again in ${count} ${unit}${count === 1 ? '' : 's'}.`;
}
