import { isSessionEndCode, type SessionEndCode } from '@/lib/shared/error-codes';
import { ENDED_PARAM, safeNextPath } from '@/lib/shared/routes';

/** A page's query: a promise in today's Next.js, a plain object in 13; both can be awaited. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Reads the checked `next` of a page's query, or null. */
export async function readNext(searchParams: SearchParams): Promise<string | null> {
  const { next } = await searchParams;
  return typeof next === 'string' ? safeNextPath(next) : null;
}

/** Reads from the sign-in page's query why a session ended, or null. */
export async function readSessionEnd(searchParams: SearchParams): Promise<SessionEndCode | null> {
  const end = (await searchParams)[ENDED_PARAM];
  return isSessionEndCode(end) ? end : null;
}
