import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProviderReturn } from '@/components/provider-return/provider-return';
import { makeStore } from '@/lib/client/store';
import { type ApiError, notAuthenticated } from '@/lib/server/errors';
import { confirmEmailFirst, nameEmailFirst, socialRefused } from '@/lib/server/identities/refusals';
import type { UserItem } from '@/lib/shared/contracts/users';
import { linkingNext } from '@/lib/shared/routes';
import { socialMessage } from '@/lib/shared/social-messages';
import { stateWithNext } from '@/lib/shared/social-state';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

/**
 * Comes back to the page with this address, to a server that answers so, as React does it in
 * development.
 */
function comeBack(address: string, error: ApiError | null, user?: UserItem) {
  const { replaceState } = stubLocation(address);
  const sent = stubNetwork(({ path }) => {
    if (path === '/api/users/me/') return { status: 200, body: ada };
    return error ? errorAnswer(error) : { status: 201, body: { user: ada.email } };
  });
  const page = (
    <StrictMode>
      <ProviderReturn slug="google" label="Google" />
    </StrictMode>
  );
  const store = showForm(page, makeStore(user ?? null));
  return { sent, replaceState, store };
}

describe('coming back', () => {
  it('hands on what came back, once, and nothing else of the address', async () => {
    const query = 'state=s&code=c&iss=https%3A%2F%2Fi.example&scope=openid&next=%2Fevil';
    const { sent, store } = comeBack(`/auth/google?${query}#_=_`, null);
    expect(screen.getByRole('heading')).toHaveTextContent('Signing you in');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/dashboard'));
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/o/google/',
      'GET /api/users/me/',
    ]);
    expect(sent[0]?.body).toEqual({ state: 's', code: 'c', iss: 'https://i.example' });
    expect(store.getState().session.user).toEqual(ada);
    expect(await screen.findByText('Welcome, Ada.')).toBeVisible();
  });

  it('welcomes people whose provider told no name without one', async () => {
    stubLocation('/auth/google?state=s&code=c');
    stubNetwork(({ path }) =>
      path === '/api/users/me/'
        ? { status: 200, body: { ...ada, first_name: '' } }
        : { status: 201, body: { user: ada.email } },
    );
    showForm(<ProviderReturn slug="google" label="Google" />, makeStore(null));
    expect(await screen.findByText('You are signed in.')).toBeVisible();
  });

  it('reads what Apple posted from the fragment', async () => {
    const user = '{"name":{"firstName":"Ada"}}';
    const fragment = new URLSearchParams({ state: 's', code: 'c', user });
    const { sent } = comeBack(`/auth/google#${fragment}`, null);
    await waitFor(() => expect(sent[0]?.body).toEqual({ state: 's', code: 'c', user }));
  });

  it('takes it out of the address before it goes anywhere', async () => {
    const { sent, replaceState } = comeBack('/auth/google?state=s&code=c', null);
    expect(replaceState).toHaveBeenCalledWith(null, '', '/auth/google');
    await waitFor(() => expect(sent).not.toEqual([]));
  });

  it('keeps no token and no code where scripts could find them', async () => {
    const { store } = comeBack('/auth/google?state=s&code=the-secret-code', null);
    await waitFor(() => expect(router.replace).toHaveBeenCalled());
    expect(JSON.stringify(store.getState().session)).not.toContain('the-secret-code');
    expect(document.body.innerHTML).not.toContain('the-secret-code');
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  });

  it.each([
    [stateWithNext('x', '/account?tab=1#top'), '/account?tab=1#top'],
    [`x.${btoa('//evil.example')}`, '/dashboard'],
    [`x.${btoa('https://evil.example/')}`, '/dashboard'],
    [`x.${btoa('javascript:alert(1)')}`, '/dashboard'],
  ])('with the state %s leads to %s', async (state, goal) => {
    comeBack(`/auth/google?${new URLSearchParams({ state, code: 'c' })}`, null);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(goal));
  });

  it('says that it waits if the answer takes long, and what for', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    stubLocation('/auth/google?state=s&code=c');
    stubNetwork(() => new Promise(() => {}));
    showForm(<ProviderReturn slug="google" label="Google" />);
    const status = screen.getByRole('status');
    await act(() => vi.advanceTimersByTimeAsync(2900));
    expect(status).toHaveTextContent(/^Working$/);
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(status).toHaveTextContent(/The answer of Google takes long\. We wait .* twelve seconds/);
    expect(screen.getByRole('heading')).toHaveTextContent('Signing you in');
  });

  it('with nothing tells where to begin, and asks the server nothing', async () => {
    const { sent } = comeBack('/auth/google?utm=1', null);
    expect(await screen.findByText('There is nothing to do here')).toHaveFocus();
    expect(screen.getByRole('link')).toHaveAttribute('href', '/auth/login');
    expect(sent).toEqual([]);
  });
});

describe('a refusal', () => {
  it.each([
    [socialMessage.canceled, /^You cancelled\. Nothing was changed\.$/],
    [socialMessage.unreachable, /^Google could not be reached/],
    [socialMessage.stateUnknown, /Start again/],
    [socialMessage.accountNotActive, /^That did not work: this account is not active\.$/],
  ])('“$text” is told on the sign-in page, which still knows where to go', async (why, words) => {
    const state = stateWithNext('x', '/account');
    const { store } = comeBack(`/auth/google?error=e&state=${state}`, socialRefused(why));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/auth/login?next=%2Faccount'));
    expect(store.getState().session.refusal).toMatch(words);
  });

  it('of the user’s own, which came back without a state, is told as calmly', async () => {
    const { sent, store } = comeBack(
      '/auth/google?error=access_denied',
      socialRefused(socialMessage.canceled),
    );
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/auth/login'));
    expect(sent[0]?.body).toEqual({ error: 'access_denied' });
    expect(store.getState().session.refusal).toBe('You cancelled. Nothing was changed.');
  });

  it('with an address that has to be shown says where the link went, and sends another', async () => {
    const { sent } = comeBack('/auth/google?state=s&code=c', confirmEmailFirst(ada.email));
    const heading = await screen.findByRole('heading', { name: 'Check your mail' });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(/on its way to ada@example\.com\./);
    expect(router.replace).not.toHaveBeenCalled();
    stubNetwork((request) => {
      sent.push(request);
      return { status: 204 };
    });
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    expect(sent.at(-1)).toMatchObject({
      path: '/api/identities/claim/',
      body: { email: 'ada@example.com' },
    });
  });

  it('without an address asks for one, and says where the link went', async () => {
    comeBack('/auth/google?state=s&code=c', nameEmailFirst('Google'));
    expect(await screen.findByText('Which address is yours?')).toBeVisible();
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    const sent = stubNetwork(() => ({ status: 204 }));
    await userEvent.keyboard('ada@example.com{Enter}');
    expect(await screen.findByRole('heading', { name: 'Check your mail' })).toHaveFocus();
    expect(sent[0]).toMatchObject({
      path: '/api/identities/claim/',
      body: { email: 'ada@example.com' },
    });
  });
});

describe('linking', () => {
  const address = `/auth/google?code=c&state=${stateWithNext('x', linkingNext)}`;

  it('leads back to the list and says what is new', async () => {
    const { sent } = comeBack(address, null, ada);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account#linked-accounts'));
    expect(await screen.findByText(/you can sign in with Google, too/)).toBeVisible();
    expect(sent).toHaveLength(1);
  });

  it.each([
    [
      'of another account here',
      socialRefused(socialMessage.identityTaken('Google')),
      /another account here/,
    ],
    ['without a session', notAuthenticated(), /not signed in/],
    ['after the session', socialRefused(socialMessage.signedOutMeanwhile), /not signed in/],
  ])('that is refused (%s) is told at the list', async (_, error, words) => {
    const { store } = comeBack(address, error, ada);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account#linked-accounts'));
    expect(store.getState().session.refusal).toMatch(words);
  });
});
