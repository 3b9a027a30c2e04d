import { ApiError, refusedAt } from '@/lib/server/errors';
import { NON_FIELD_ERRORS } from '@/lib/shared/api-error';
import type { Refusal } from '@/lib/shared/error-codes';
import { socialMessage } from '@/lib/shared/social-messages';

/** Nobody is signed in, and this is why. */
export function socialRefused(why: Refusal): ApiError {
  return refusedAt(NON_FIELD_ERRORS, why);
}

/** Nobody is signed in yet: the next step is to follow the link that went to `email`. */
export function confirmEmailFirst(email: string): ApiError {
  const why = socialMessage.confirmEmail(email);
  const body = { [NON_FIELD_ERRORS]: [why.text], code: ['confirmEmail'], email };
  return new ApiError(why, { body });
}

/** Nobody is signed in yet: the next step is to name an address, which the provider did not tell. */
export function nameEmailFirst(providerLabel: string): ApiError {
  const why = socialMessage.nameEmail(providerLabel);
  return new ApiError(why, { body: { [NON_FIELD_ERRORS]: [why.text], code: ['nameEmail'] } });
}
