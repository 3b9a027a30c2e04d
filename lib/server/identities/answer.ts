import { hasAttempts } from '@/lib/server/identities/provider-attempt';
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
 * The refusal of a state that leads to no attempt: unknown if this browser brought no attempt at all, else
 * not valid.
 */
export function unknownState(presented: CompleteInput['presented']): Refusal {
  return hasAttempts(presented) ? socialMessage.stateInvalid : socialMessage.stateUnknown;
}

/**
 * The refusal of an answer without a state. A provider may leave it out of an error, which leads to no
 * attempt, so that the error is told and every attempt stays good.
 */
export function stateMissing(error: string | undefined): Refusal {
  return error ? whyRefused(error) : socialMessage.stateMissing;
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
