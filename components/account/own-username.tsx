import { HiddenUsername } from '@/components/ui/hidden-username';
import { selectUser } from '@/lib/client/session-slice';
import { useAppSelector } from '@/lib/client/store';

/** The address of the signed-in user, in a form of theirs that asks for a password. */
export function OwnUsername() {
  return <HiddenUsername email={useAppSelector(selectUser)?.email ?? ''} />;
}
