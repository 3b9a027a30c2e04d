import { explainFailure } from '@/lib/client/failure';
import { socialCode, socialMessage } from '@/lib/shared/social-messages';

/** What has to follow where an account elsewhere has signed nobody in yet. */
export interface FurtherStep {
  step: keyof typeof socialCode;
  /** Where a link went, if one did. */
  email: string | null;
}

const FAILED = socialMessage.failed('');

/** What the API says of an account elsewhere, for people; what it says of other things stays. */
export function socialWords(message: string, label: string): string {
  switch (message) {
    case socialMessage.canceled:
      return 'You cancelled. Nothing was changed.';
    case socialMessage.stateUnknown:
    case socialMessage.stateInvalid:
      return 'This attempt took too long, is over, or began in another browser. Start again.';
    case socialMessage.unreachable:
      return sentence(`${label} could not be reached. Try again in a moment, or another way`);
    case socialMessage.missing('state'):
    case socialMessage.missing('code'):
      return 'Something is missing in what came back. Start again.';
    case socialMessage.redirectRefused:
      return sentence(`${label} cannot be used here: its way back is not among the allowed ones`);
    default:
      return message.startsWith(FAILED)
        ? `That did not work: ${message.slice(FAILED.length)}.`
        : message;
  }
}

/** The step that the API asks for in place of what was wanted, or null if it just refuses. */
export function readFurtherStep(error: unknown): FurtherStep | null {
  const { fields, message } = explainFailure(error, '');
  const [code = ''] = fields.code ?? [];
  if (!isStep(code)) return null;
  const email = /\S+@\S+$/.exec(message ?? '')?.[0] ?? null;
  return { step: code, email };
}

function isStep(code: string): code is FurtherStep['step'] {
  return Object.hasOwn(socialCode, code);
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
