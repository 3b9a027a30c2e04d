import { useState } from 'react';
import { useSignOut } from '@/components/session/use-sign-out';
import { Button } from '@/components/ui/button';
import { toastFailure } from '@/components/ui/toasts';
import type { Failure } from '@/lib/client/failure';
import { socialWords } from '@/lib/client/social-words';

/** The two ways to deal with a failed change of the linked accounts. */
export interface LinkFailures {
  /** Removes the notice, before another try. */
  clear: () => void;
  /** Shows a failure; `label` is the name of the provider for users. */
  show: (failure: Failure, label: string) => void;
}

/** The condition of the change: a recent sign-in (step-up), or another way to sign in. */
type Condition = 'recent_sign_in_required' | 'last_way_in';

/** Keeps an unmet condition as a notice on the page, and shows other failures in a toast. */
export function useReauthNotice(): LinkFailures & { condition: Condition | null } {
  const [condition, setCondition] = useState<Condition | null>(null);
  return {
    condition,
    clear: () => setCondition(null),
    show(failure, label) {
      const { code } = failure;
      if (code === 'recent_sign_in_required' || code === 'last_way_in') setCondition(code);
      else toastFailure(socialWords(failure, label));
    },
  };
}

const TEXTS: Readonly<Record<Condition, string>> = {
  recent_sign_in_required: 'For your safety, sign in again first. You come back here.',
  last_way_in: 'This is your only way to sign in. Set a password, or link another account, first.',
};

/** A notice of the unmet condition, with the button that meets it; nothing for null. */
export function ReauthNotice({ condition }: { condition: Condition | null }) {
  const signInAgain = useSignOut('signing-in-again');
  if (condition === null) return null;
  return (
    <div role="alert" className="space-y-4 rounded-lg border border-line bg-canvas p-4 text-sm">
      <p className="text-pretty">{TEXTS[condition]}</p>
      {condition === 'recent_sign_in_required' && (
        <Button look="quiet" onClick={signInAgain}>
          Sign in again
        </Button>
      )}
    </div>
  );
}
