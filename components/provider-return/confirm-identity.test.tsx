import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ConfirmIdentityPanel } from '@/components/provider-return/confirm-identity-panel';
import { keepNext } from '@/lib/client/kept-next';
import { refusedAt } from '@/lib/server/errors';
import { socialRefused } from '@/lib/server/identities/refusals';
import { detailMessage } from '@/lib/shared/api-error';
import { socialMessage } from '@/lib/shared/social-messages';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const details = { provider: 'Google', email: ada.email, endsPassword: false };
const show = (changes: Partial<typeof details> | null = {}) =>
  showForm(
    <ConfirmIdentityPanel claim="c" token="t" details={changes && { ...details, ...changes }} />,
  );
const press = () => userEvent.click(screen.getByRole('button', { name: 'Yes, sign me in' }));

it('names the provider and the address, and says that a password set by a stranger stops working', () => {
  show();
  expect(screen.getByText(/ada@example.com was given for a sign-in with Google/)).toBeVisible();
  expect(screen.queryByText(/stops working/)).toBeNull();
  cleanup();
  show({ endsPassword: true });
  expect(screen.getByText(/stops working/)).toBeVisible();
});

it('signs in at a press, and not before', async () => {
  const sent = stubNetwork(({ path }) => ({
    status: path === '/api/users/me/' ? 200 : 201,
    body: path === '/api/users/me/' ? ada : { user: ada.email },
  }));
  const store = show();
  expect(sent).toEqual([]);
  await press();
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/dashboard'));
  expect(sent[0]).toMatchObject({
    method: 'POST',
    path: '/api/identities/confirm/',
    body: { claim: 'c', token: 't' },
  });
  expect(store.getState().session.user).toEqual(ada);
});

it('goes on to the page that was asked for when the sign-in began', async () => {
  keepNext('identity-confirm', '/account?tab=1#devices');
  stubNetwork(({ path }) => ({ status: 200, body: path === '/api/users/me/' ? ada : {} }));
  show();
  await press();
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
});

it('in another browser says so in place of the form', async () => {
  stubNetwork(() => errorAnswer(socialRefused(socialMessage.otherBrowser)));
  show();
  await press();
  const heading = await screen.findByRole('heading', { name: 'Wrong browser' });
  expect(heading).toHaveFocus();
  expect(heading).toHaveAccessibleDescription(/the browser in which you began/);
});

it('that is dead leads on, whether it was before or died meanwhile', async () => {
  show(null);
  expect(screen.getByRole('link', { name: 'Go to sign in' })).toHaveAttribute(
    'href',
    '/auth/login',
  );
  cleanup();
  stubNetwork(() => errorAnswer(refusedAt('token', detailMessage.badLink)));
  show();
  await press();
  expect(await screen.findByText('This link does not work any more')).toHaveFocus();
});
