import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Account } from '@/components/account/account';
import { takeNext } from '@/lib/client/kept-next';
import { makeStore } from '@/lib/client/store';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

function showAccount(hasPassword: boolean) {
  const sent = stubNetwork(({ method }) =>
    method === 'GET' ? { status: 200, body: [] } : { status: 204 },
  );
  const details = { loginField: 'email' as const, username: null, awaitedEmail: null, hasPassword };
  showForm(<Account user={ada} providers={[]} {...details} />, makeStore(ada));
  return sent;
}

it('without a password nothing asks for one', async () => {
  showAccount(false);
  expect(screen.getByRole('button', { name: 'Change e-mail' })).toBeVisible();
  expect(screen.getByRole('button', { name: /Send me a link/ })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Delete account/ }));
  expect(await screen.findByRole('button', { name: 'Delete for good' })).toBeVisible();
  expect(screen.queryByLabelText(/password/i, { selector: 'input' })).toBeNull();
});

it('without a password a link for the first one goes to one’s own address', async () => {
  const sent = showAccount(false);
  await userEvent.click(screen.getByRole('button', { name: /Send me a link/ }));
  const heading = await screen.findByRole('heading', { name: 'Check your mail' });
  expect(heading).toHaveFocus();
  expect(heading).toHaveAccessibleDescription(/on its way to ada@example\.com/);
  expect(sent.find(({ method }) => method === 'POST')).toMatchObject({
    path: '/api/users/reset_password/',
    body: { email: 'ada@example.com' },
  });
  expect(screen.getByRole('button', { name: 'Send again' })).toBeEnabled();
  expect(takeNext('password-reset')).toBe('/account#password');
});

it('with a password, and no provider, the page says nothing of either', () => {
  showAccount(true);
  expect(screen.getByLabelText('Current password')).toBeVisible();
  expect(screen.queryByText(/Linked accounts/)).toBeNull();
  expect(screen.queryByText(/have none yet/)).toBeNull();
});
