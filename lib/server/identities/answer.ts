import type { Input } from '@/lib/server/use-case/use-case';
import type { socialComplete } from '@/lib/shared/contracts/social';
import type { Refusal } from '@/lib/shared/error-codes';
import { socialMessage } from '@/lib/shared/social-messages';

type Told = Input<typeof socialComplete>;

/** What stands in the body counts, and what it leaves out may stand in the query. */
export function mergeAnswer(query: Told['query'], body: Told['body']) {
  const told = Object.entries(body).filter(([, value]) => value !== undefined);
  return { ...query, ...Object.fromEntries(told) };
}

/** A browser that began nothing has lost its cookies; one that did is answered to something else. */
export function unknownState(presented: Told['presented'], state: string): Refusal {
  return presented.device === null || !/^[\w-]{43}(?:\.[\w-]+)?$/.test(state)
    ? socialMessage.stateUnknown
    : socialMessage.stateInvalid;
}

/** RFC 6749 section 4.1.2.1; Facebook and Apple have words of their own for a person's no. */
export function whyRefused(error: string): Refusal {
  const isNo = ['access_denied', 'user_cancelled_authorize', 'user_cancelled_login'].includes(
    error,
  );
  if (isNo || error === 'user_denied') return socialMessage.canceled;
  return socialMessage.providerRefused;
}
