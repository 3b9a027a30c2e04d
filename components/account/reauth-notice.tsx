import { useState } from 'react';
import { useSignOut } from '@/components/session/use-sign-out';
import { Button } from '@/components/ui/button';
import { tellFailure } from '@/components/ui/tell';
import type { Failure } from '@/lib/client/failure';
import { socialWords } from '@/lib/client/social-words';

/** Tells why a change of the linked accounts failed. */
export interface LinkFailures {
  /** Takes the notice away, before another try. */
  forget: () => void;
  /** `label` is what people call the provider. */
  tell: (failure: Failure, label: string) => void;
}

/** What has to be done first: to sign in again, or to have another way to sign in. */
type Condition = 'recent_sign_in_required' | 'last_way_in';

/** Keeps what has to be done first as a notice on the page; tells other failures in a toast. */
export function useReauthNotice(): LinkFailures & { condition: Condition | null } {
  const [condition, setCondition] = useState<Condition | null>(null);
  return {
    condition,
    forget: () => setCondition(null),
    tell(failure, label) {
      const { code } = failure;
      if (code === 'recent_sign_in_required' || code === 'last_way_in') setCondition(code);
      else tellFailure(socialWords(failure, label));
    },
  };
}

const TEXTS: Readonly<Record<Condition, string>> = {
  recent_sign_in_required: 'For your safety, sign in again first. You come back here.',
  last_way_in: 'This is your only way to sign in. Set a password, or link another account, first.',
};

/** Says what has to be done first, with the way to it. */
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
