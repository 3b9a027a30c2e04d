import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { DeleteAccount } from '@/components/account/delete-account';
import { EmailChange } from '@/components/account/email-change';
import { SessionWatch } from '@/components/session/session-watch';
import { makeStore } from '@/lib/client/store';
import { ApiError } from '@/lib/server/errors';
import { socialMessage } from '@/lib/shared/social-messages';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const tooOld = errorAnswer(new ApiError(socialMessage.recentSignIn));
const NOTICE = /sign in again first. You come back here/;

const askForAddress = () =>
  userEvent.type(screen.getByLabelText('New e-mail'), 'new@example.com{Enter}');
async function deleteAccount() {
  await userEvent.click(screen.getByRole('button', { name: 'Delete account …' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Delete for good' }));
}

const FORMS = [
  [
    'a change of address',
    <EmailChange key="e" awaited={null} hasPassword={false} />,
    askForAddress,
  ],
  ['deleting the account', <DeleteAccount key="d" hasPassword={false} />, deleteAccount],
] as const;

it.each(FORMS)('without a password, %s asks for none and is done', async (_, form, act) => {
  const sent = stubNetwork(() => ({ status: 204 }));
  showForm(form, makeStore(ada));
  await act();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).not.toHaveProperty('current_password');
  expect(screen.queryByText(NOTICE)).toBeNull();
});

it.each([
  [...FORMS[0], '#e-mail'],
  [...FORMS[1], '#delete-account'],
] as const)(
  'long after the sign-in, %s leads to another one, and back to its place',
  async (_, form, act, section) => {
    const { replaceState } = stubLocation(`/account?tab=1${section}`);
    const sent = stubNetwork(({ path }) => (path === '/api/logout/' ? { status: 204 } : tooOld));
    showForm(
      <>
        <SessionWatch />
        {form}
      </>,
      makeStore(ada),
    );
    await act();
    expect(await screen.findByText(NOTICE)).toBeVisible();
    expect(screen.queryByText(/recent sign-in/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(replaceState).toHaveBeenCalledWith(null, '', section);
    const back = encodeURIComponent(`/account?tab=1${section}`);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(`/auth/login?next=${back}`));
    expect(sent.at(-1)?.path).toBe('/api/logout/');
  },
);
