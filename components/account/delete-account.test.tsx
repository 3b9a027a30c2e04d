import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { DeleteAccount } from '@/components/account/delete-account';
import { showForm } from '@/tests/support/show-form';

it('asks for the password at once, and gives the focus back to those who keep their account', async () => {
  showForm(<DeleteAccount hasPassword />);
  const opener = screen.getByRole('button', { name: 'Delete account …' });
  await userEvent.click(opener);
  await waitFor(() => expect(screen.getByLabelText('Your password')).toHaveFocus());
  await userEvent.keyboard('{Enter}');
  expect(screen.getByLabelText('Your password')).toHaveAccessibleDescription(
    'Enter your password.',
  );
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(opener).toHaveFocus());
});
