import type { ComponentProps } from 'react';
import { HiddenUsername } from '@/components/ui/hidden-username';
import { PasswordField } from '@/components/ui/password-field';
import { selectUser } from '@/lib/client/session-slice';
import { useAppSelector } from '@/lib/client/store';

/** The password of the signed-in user, with the address by which a password manager finds it. */
export function OwnPassword(props: Omit<ComponentProps<typeof PasswordField>, 'autoComplete'>) {
  return (
    <>
      <HiddenUsername email={useAppSelector(selectUser)?.email ?? ''} />
      <PasswordField {...props} autoComplete="current-password" />
    </>
  );
}
