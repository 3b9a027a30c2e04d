'use client';

import { Dialog, DialogBackdrop, DialogPanel, DialogTitle } from '@headlessui/react';
import { useState } from 'react';
import { OwnPassword } from '@/components/account/own-password';
import { useStepUp } from '@/components/account/reauth-notice';
import { Button } from '@/components/ui/button';
import { toastFailure } from '@/components/ui/toasts';
import { useUsersMeDeleteMutation } from '@/lib/client/account-api';
import { checkOf } from '@/lib/client/form-check';
import { useContractForm } from '@/lib/client/use-contract-form';
import { usersMeDelete } from '@/lib/shared/contracts/users';

const check = checkOf(usersMeDelete.body);

interface DeleteAccountProps {
  /** False for a user with linked accounts alone, whom a recent sign-in confirms. */
  hasPassword: boolean;
}

/** The button that deletes the account, with a dialog that asks for the password first, if there is one. */
export function DeleteAccount({ hasPassword }: DeleteAccountProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setIsOpen(true)}>
        Delete account …
      </Button>
      {/* Not rendered on the server: its style attribute would break the page's policy. */}
      {isOpen && (
        <Dialog open onClose={setIsOpen} className="relative z-20">
          <DialogBackdrop className="fixed inset-0 bg-black/50" />
          <div className="fixed inset-0 flex items-center justify-center p-4">
            <DialogPanel className="w-full max-w-md rounded-2xl border border-line bg-surface p-6 shadow-lg sm:p-8">
              <DialogTitle className="text-lg font-semibold">Delete your account?</DialogTitle>
              <p className="mt-2 text-sm text-pretty text-muted">
                Your account is deleted at once, and all its devices are signed out. This cannot be
                undone.
              </p>
              <DeleteForm hasPassword={hasPassword} onCancel={() => setIsOpen(false)} />
            </DialogPanel>
          </div>
        </Dialog>
      )}
    </>
  );
}

function DeleteForm({ hasPassword, onCancel }: DeleteAccountProps & { onCancel: () => void }) {
  const stepUp = useStepUp('delete-account');
  const [remove] = useUsersMeDeleteMutation();
  const { form, field, submit } = useContractForm({
    check,
    async onSubmit(body) {
      stepUp.clear();
      await remove(body).unwrap();
    },
    onRefusal: stepUp.refuse,
    onFailure: toastFailure,
  });
  return (
    <form {...form} className="mt-6 space-y-6">
      {hasPassword && (
        <OwnPassword
          {...field('current_password')}
          id="delete-current-password"
          label="Your password"
          isFirst
        />
      )}
      {stepUp.notice}
      <div className="flex flex-wrap justify-end gap-3">
        <Button look="quiet" onClick={onCancel}>
          Keep it
        </Button>
        <Button {...submit} look="danger">
          Delete for good
        </Button>
      </div>
    </form>
  );
}
