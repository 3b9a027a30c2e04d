import type { CallError } from '@/lib/client/call-error';
import type { Failure } from '@/lib/client/failure';

/** The step that must follow before an account at a provider signs the user in. */
export interface FurtherStep {
  step: 'confirm_email' | 'name_email';
  /** The address that a link was mailed to, or null. */
  email: string | null;
}

/** The reason of a failure. */
type Why = Pick<Failure, 'code' | 'message'>;

/**
 * Returns the text for users about a failed sign-in with a provider, or the failure's own message
 * for any other code. Null if another place shows it.
 */
export function socialWords({ code, message }: Why, label: string): string | null {
  switch (code) {
    case 'provider_canceled':
      return 'You cancelled. Nothing was changed.';
    case 'state_unknown':
    case 'state_not_valid':
      return 'This attempt took too long, is over, or began in another browser. Start again.';
    case 'provider_unreachable':
      return sentence(`${label} could not be reached. Try again in a moment, or another way`);
    case 'state_missing':
    case 'code_missing':
      return 'Something is missing in what came back. Start again.';
    case 'redirect_refused':
      return sentence(`${label} cannot be used here: its way back is not among the allowed ones`);
    case 'provider_failed':
      return `That did not work: ${label} refused, or its answer could not be trusted.`;
    case 'account_not_active':
      return 'That did not work: this account is not active.';
    case 'account_awaits_activation':
      return 'That did not work: this account awaits activation. Setting a new password activates it.';
    case 'address_reserved':
      return 'That did not work: the former owner of this address may want it back.';
    case 'identity_taken':
      return `That did not work: this ${label} account signs in to another account here.`;
    case 'signed_out_meanwhile':
      return 'You are not signed in any more. Sign in, then link again.';
    default:
      return message;
  }
}

/** Reads the further step that an error answer asks for; null for a plain refusal. */
export function readFurtherStep(error: unknown): FurtherStep | null {
  const { code, data: body } = (error ?? {}) as Partial<CallError>;
  if (code !== 'confirm_email' && code !== 'name_email') return null;
  const email = typeof body === 'object' && 'email' in body ? body.email : null;
  return { step: code, email: typeof email === 'string' ? email : null };
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
