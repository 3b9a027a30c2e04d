import { ApiError, refusedAt } from '@/lib/server/errors';
import type { Refusal } from '@/lib/shared/error-codes';
import { NON_FIELD_ERRORS } from '@/lib/shared/error-codes';
import { socialMessage } from '@/lib/shared/social-messages';

/** The refusal of a sign-in at a provider, for this reason. */
export function socialRefused(why: Refusal): ApiError {
  return refusedAt(NON_FIELD_ERRORS, why);
}

/** The answer before a sign-in: the next step is to follow the link that went to `email`. */
export function confirmEmailFirst(email: string): ApiError {
  const why = socialMessage.confirmEmail(email);
  const body = { [NON_FIELD_ERRORS]: [why.text], code: ['confirmEmail'], email };
  return new ApiError(why, { body });
}

/** The answer before a sign-in: the next step is to name an address, since the provider gave none. */
export function nameEmailFirst(providerLabel: string): ApiError {
  const why = socialMessage.nameEmail(providerLabel);
  return new ApiError(why, { body: { [NON_FIELD_ERRORS]: [why.text], code: ['nameEmail'] } });
}
