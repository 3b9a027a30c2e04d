'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { NameFields } from '@/components/ui/name-fields';
import { tellFailure, tellSuccess } from '@/components/ui/tell';
import { useUsersMePartialUpdateMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { type UserItem, usersMeUpdate } from '@/lib/shared/contracts/users';

/** Changes the names of the signed-in person. */
export function NamesForm({ user, username }: { user: UserItem; username: string | null }) {
  const router = useRouter();
  const [save] = useUsersMePartialUpdateMutation();
  const { form, field, submit } = useContractForm({
    fields: usersMeUpdate.body,
    afterwards: 'keep',
    async onSubmit(names) {
      await save(names).unwrap();
      tellSuccess('Your names are saved.');
      router.refresh();
    },
    onFailure: tellFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <NameFields field={field} values={{ ...user, username }} />
      <Button {...submit}>Save names</Button>
    </form>
  );
}
