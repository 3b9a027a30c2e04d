import { useState } from 'react';
import { useSignOut } from '@/components/session/use-sign-out';
import { Button } from '@/components/ui/button';
import { dismissFailure, toastFailure } from '@/components/ui/toasts';
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

interface ReauthNoticeProps {
  condition: Condition | null;
  /** The id of the section of the page to come back to. */
  section?: string;
}

/** A notice of the unmet condition, with the button that meets it; nothing for null. */
export function ReauthNotice({ condition, section }: ReauthNoticeProps) {
  const signOut = useSignOut('signing-in-again');
  if (condition === null) return null;

  function signInAgain() {
    // The way back leads to the address of the page as it is then, its fragment included.
    if (section) window.history.replaceState(window.history.state, '', `#${section}`);
    signOut();
  }

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

/**
 * The step-up of a form that takes a recent sign-in from users without a password: the notice to show
 * in it, and what its refusals do. `section` is the id of its section of the page.
 */
export function useStepUp(section: string) {
  const [isRequired, setIsRequired] = useState(false);
  return {
    notice: isRequired && <ReauthNotice condition="recent_sign_in_required" section={section} />,
    /** Removes the notice, before another try. */
    clear: () => setIsRequired(false),
    /** True if the failure is that the sign-in is too long ago; the notice then says so. */
    refuse({ code }: Failure): boolean {
      const isTooOld = code === 'recent_sign_in_required';
      if (isTooOld) dismissFailure();
      setIsRequired(isTooOld);
      return isTooOld;
    },
  };
}
