import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ProviderReturn } from '@/components/provider-return/provider-return';
import { keepNext, takeNext } from '@/lib/client/kept-next';
import { makeStore } from '@/lib/client/store';
import type { ApiError } from '@/lib/server/errors';
import { confirmEmailFirst, socialRefused } from '@/lib/server/identities/refusals';
import { linkedAccountsPath } from '@/lib/shared/routes';
import { socialMessage } from '@/lib/shared/social-messages';
import { stateWithNext } from '@/lib/shared/social-state';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const NEXT = '/account?tab=1#devices';
const SIGN_IN = '/auth/login?next=%2Faccount%3Ftab%3D1%23devices';

function comeBack(address: string, error: ApiError | null, isSignedIn = false) {
  stubLocation(address);
  stubNetwork(({ path }) => {
    if (path === '/api/users/me/') return { status: 200, body: ada };
    return error ? errorAnswer(error) : { status: 201, body: { user: ada.email } };
  });
  const page = <ProviderReturn slug="google" label="Google" />;
  showForm(page, makeStore(isSignedIn ? ada : null));
}

it('a sign-in that began for the list of linked accounts is no linking, in any tab', async () => {
  comeBack(`/auth/google?code=c&state=${stateWithNext('x', linkedAccountsPath)}`, null, true);
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account#linked-accounts'));
  expect(await screen.findByText('Welcome, Ada.')).toBeVisible();
});

it('a refusal that comes back without the state still knows the page that was asked for', async () => {
  keepNext('provider', NEXT);
  comeBack('/auth/google?error=access_denied', socialRefused(socialMessage.canceled));
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith(SIGN_IN));
});

it('what was kept for a provider without the state is no answer to another state', async () => {
  keepNext('provider', NEXT);
  comeBack('/auth/google?code=c&state=x', null);
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/dashboard'));
  expect(takeNext('provider')).toBeNull();
});

it('a further step keeps the page that was asked for, for its link and for another way in', async () => {
  const state = stateWithNext('x', NEXT);
  comeBack(`/auth/google?code=c&state=${state}`, confirmEmailFirst(ada.email));
  const otherWay = await screen.findByRole('link', { name: 'Go to sign in' });
  expect(otherWay).toHaveAttribute('href', SIGN_IN);
  expect(takeNext('identity-confirm')).toBe(NEXT);
});
