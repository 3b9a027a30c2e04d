'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { NameFields } from '@/components/ui/name-fields';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import { useUsersMePartialUpdateMutation } from '@/lib/client/account-api';
import { checkOf } from '@/lib/client/form-check';
import { useContractForm } from '@/lib/client/use-contract-form';
import { useSwitches } from '@/lib/client/use-switches';
import { type UserItem, usersMePartialUpdate } from '@/lib/shared/contracts/users';
import type { RequirableField } from '@/lib/shared/switches';

const check = checkOf(usersMePartialUpdate.body);

/** The form that changes the names of the signed-in user. */
export function NamesForm({ user, username }: { user: UserItem; username: string | null }) {
  const router = useRouter();
  const [save] = useUsersMePartialUpdateMutation();
  const { requiredFields, loginField } = useSwitches();
  const need = (name: RequirableField) => (requiredFields.includes(name) ? 'required' : 'optional');
  const shown = {
    first_name: need('first_name'),
    last_name: need('last_name'),
    username: loginField === 'email' ? 'optional' : undefined,
  } as const;
  const { form, field, submit } = useContractForm({
    check,
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
      <NameFields field={field} shown={shown} values={{ ...user, username }} />
      <Button {...submit}>Save names</Button>
    </form>
  );
}
