import type { Input } from '@/lib/server/use-case/use-case';
import type { socialComplete } from '@/lib/shared/contracts/social';
import type { Refusal } from '@/lib/shared/error-codes';
import { socialMessage } from '@/lib/shared/social-messages';

type CompleteInput = Input<typeof socialComplete>;

/** The provider's answer: the fields of the body, and those that it leaves out from the query. */
export function mergeAnswer(query: CompleteInput['query'], body: CompleteInput['body']) {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return { ...query, ...Object.fromEntries(given) };
}

/**
 * The refusal of a state that leads to no attempt: unknown if the browser brought no device cookie or the
 * state does not have our form, else not valid.
 */
export function unknownState(presented: CompleteInput['presented'], state: string): Refusal {
  return presented.device === null || !/^[\w-]{43}(?:\.[\w-]+)?$/.test(state)
    ? socialMessage.stateUnknown
    : socialMessage.stateInvalid;
}

/**
 * The refusal for a provider's error code (RFC 6749 section 4.1.2.1); Facebook and Apple have codes of
 * their own for a user who canceled.
 */
export function whyRefused(error: string): Refusal {
  const isCanceled = ['access_denied', 'user_cancelled_authorize', 'user_cancelled_login'].includes(
    error,
  );
  if (isCanceled || error === 'user_denied') return socialMessage.canceled;
  return socialMessage.providerRefused;
}
