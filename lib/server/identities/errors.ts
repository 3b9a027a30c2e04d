import { type ApiError, invalidFields } from '@/lib/server/errors';
import { NON_FIELD_ERRORS } from '@/lib/shared/api-error';
import { type socialCode, socialMessage } from '@/lib/shared/social-messages';

/** Nobody is signed in, and this is why. */
export function socialRefused(message: string): ApiError {
  return invalidFields({ [NON_FIELD_ERRORS]: [message] });
}

/** Nobody is signed in yet: what a person does next is the page that `code` names. */
export function furtherStep(code: keyof typeof socialCode, message: string): ApiError {
  return invalidFields({ [NON_FIELD_ERRORS]: [socialMessage.failed(message)], code: [code] });
}
