'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { tellFailure, tellSuccess } from '@/components/ui/tell';
import { TextField } from '@/components/ui/text-field';
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
      {/* Not `username` for password managers, as at sign-up: it may stay empty. */}
      <TextField
        {...field('username')}
        label="User name (optional)"
        hint="You can sign in with it or with your e-mail."
        autoComplete="nickname"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={username ?? ''}
      />
      <Button {...submit}>Save names</Button>
    </form>
  );
}
