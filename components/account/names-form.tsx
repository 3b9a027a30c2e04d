'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { tellFailure, tellSuccess } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
import { useUsersMePartialUpdateMutation } from '@/lib/client/api';
import { useContractForm } from '@/lib/client/use-contract-form';
import { type UserItem, usersMeUpdate } from '@/lib/shared/contracts/users';

/** Changes the names of the signed-in person. */
export function NamesForm({ user }: { user: UserItem }) {
  const router = useRouter();
  const [save] = useUsersMePartialUpdateMutation();
  const { first_name, last_name } = usersMeUpdate.body;
  const { form, field, submit } = useContractForm({
    fields: { first_name, last_name },
    afterwards: 'keep',
    async onSubmit(names) {
      await save({ ...names, username: undefined }).unwrap();
      tellSuccess('Your name is saved.');
      router.refresh();
    },
    onFailure: tellFailure,
  });
  return (
    <form {...form} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          {...field('first_name')}
          label="First name"
          autoComplete="given-name"
          defaultValue={user.first_name}
        />
        <TextField
          {...field('last_name')}
          label="Last name"
          autoComplete="family-name"
          defaultValue={user.last_name}
        />
      </div>
      <Button {...submit}>Save name</Button>
    </form>
  );
}
