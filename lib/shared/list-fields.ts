import * as z from 'zod/mini';
import { fieldMessage } from '@/lib/shared/api-error';
import { issueOf } from '@/lib/shared/fields';

/** The most rows of a list in one answer, and their number unless the query asks for fewer. */
export const MAX_PAGE_SIZE = 1000;

/** DRF's `IntegerField` in a query: digits only, at least `min`. */
function wholeNumber(min: number) {
  const check = z.transform((text: unknown, { issues }): number => {
    const value = /^\d{1,15}$/.test(String(text)) ? Number(text) : Number.NaN;
    if (value >= min) return value;
    issues.push(issueOf(fieldMessage.notAnInteger, text));
    return z.NEVER;
  });
  return z.pipe(z.unknown(), check).register(z.globalRegistry, { type: 'integer', minimum: min });
}

/** The number of rows to return, from 1; more than `MAX_PAGE_SIZE` counts as that. */
export const PageSize = z.optional(wholeNumber(1));

/** The id of a row; the page begins with the row that follows it in the order of the list. */
export const AfterId = z.optional(wholeNumber(0));
