import { useState } from 'react';
import { useSignOut } from '@/components/session/use-sign-out';
import { Button } from '@/components/ui/button';
import { tellFailure } from '@/components/ui/tell';
import { socialWords } from '@/lib/client/social-words';
import { socialMessage } from '@/lib/shared/social-messages';

/** How what changes the linked accounts comes across what has to be done first. */
export interface Way {
  clear: () => void;
  /** Told in the API's words why something did not work. */
  stumble: (message: string | null, label: string) => void;
}

const OBSTACLES: readonly string[] = [socialMessage.recentSignIn, socialMessage.lastWayIn];

/** What has to be done first stays on the page; other failures are told in a toast. */
export function useObstacle(): Way & { obstacle: string | null } {
  const [obstacle, setObstacle] = useState<string | null>(null);
  return {
    obstacle,
    clear: () => setObstacle(null),
    stumble(message, label) {
      if (message === null) return;
      if (OBSTACLES.includes(message)) setObstacle(message);
      else tellFailure(socialWords(message, label));
    },
  };
}

/** Says what has to be done first, with the way to it. */
export function Obstacle({ message }: { message: string | null }) {
  const signInAgain = useSignOut('signing-in-again');
  if (message === null) return null;
  const isSignIn = message === socialMessage.recentSignIn;
  return (
    <div role="alert" className="space-y-4 rounded-lg border border-line bg-canvas p-4 text-sm">
      <p className="text-pretty">
        {isSignIn ? 'For your safety, sign in again first. You come back here.' : message}
      </p>
      {isSignIn && (
        <Button look="quiet" onClick={signInAgain}>
          Sign in again
        </Button>
      )}
    </div>
  );
}
