import { Note } from '@/components/ui/note';
import { SESSION_END_WORDS } from '@/lib/client/session-end-words';
import type { SessionEndCode } from '@/lib/shared/error-codes';

/**
 * The reason why the session of this browser ended, above the form to begin another one. It names no
 * account: a stranger may be the one who reads it. Null shows nothing.
 */
export function SessionEndNote({ end }: { end: SessionEndCode | null }) {
  if (end === null) return null;
  return <Note title="Your session has ended" text={SESSION_END_WORDS[end]} />;
}
