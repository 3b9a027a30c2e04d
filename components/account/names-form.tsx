'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { NameFields } from '@/components/ui/name-fields';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import { useUsersMePartialUpdateMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { type UserItem, usersMeUpdate } from '@/lib/shared/contracts/users';

/** The form that changes the names of the signed-in user. */
export function NamesForm({ user, username }: { user: UserItem; username: string | null }) {
  const router = useRouter();
  const [save] = useUsersMePartialUpdateMutation();
  const { form, field, submit } = useContractForm({
    fields: usersMeUpdate.body,
    afterwards: 'keep',
    async onSubmit(names) {
      await save(names).unwrap();
      toastSuccess('Your names are saved.');
      router.refresh();
    },
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <NameFields field={field} values={{ ...user, username }} />
      <Button {...submit}>Save names</Button>
    </form>
  );
}
