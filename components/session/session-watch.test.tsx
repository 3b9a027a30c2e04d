import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SessionWatch } from '@/components/session/session-watch';
import { keepNext, takeNext } from '@/lib/client/kept-next';
import { sessionEnded } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import { stubLocation } from '@/tests/support/fake-location';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const WAY_BACK = '/auth/login?next=%2Faccount%3Ftab%3D1%23devices';

function watchAt(address: string, isSignedIn = true) {
  stubLocation(address);
  return showForm(<SessionWatch />, makeStore(isSignedIn ? ada : null));
}

describe('a session that ends on a page', () => {
  it.each(['over', 'elsewhere', 'signing-in-again'] as const)(
    '(%s) leads back to the very place after a sign-in',
    (end) => {
      const store = watchAt('/account?tab=1#devices');
      act(() => store.dispatch(sessionEnded(end)));
      expect(router.replace).toHaveBeenCalledWith(WAY_BACK);
      // A stranger may come to this tab next.
      const address = end === 'signing-in-again' ? ada.email : null;
      expect(store.getState().session).toMatchObject({ user: null, givenEmail: address });
    },
  );

  it('for a reason that the API gave leads there with the reason, which the page tells', () => {
    const store = watchAt('/account?tab=1#devices');
    act(() => store.dispatch(sessionEnded('session_reused')));
    expect(router.replace).toHaveBeenCalledWith(`${WAY_BACK}&ended=session_reused`);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is told with its reason on a public page', async () => {
    const store = watchAt('/');
    act(() => store.dispatch(sessionEnded('session_expired')));
    expect(await screen.findByText(/^Your session has ended\. Sessions end after/)).toBeVisible();
    expect(router.replace).not.toHaveBeenCalled();
  });

  it('by signing out leads nowhere, and what was kept for later is forgotten', () => {
    keepNext('password-reset', '/account');
    const store = watchAt('/account?tab=1#devices');
    act(() => store.dispatch(sessionEnded('signed-out')));
    expect(router.replace).toHaveBeenCalledWith('/auth/login');
    expect(takeNext('password-reset')).toBeNull();
  });

  it('leaves a public page where it is', () => {
    const store = watchAt('/?tab=1#top');
    act(() => store.dispatch(sessionEnded('over')));
    expect(router.replace).not.toHaveBeenCalled();
    expect(router.refresh).toHaveBeenCalled();
  });
});

const other = new BroadcastChannel('session');

it('the reason that another tab was told leads this one to the sign-in page, too', async () => {
  const store = watchAt('/account?tab=1#devices');
  other.postMessage('session_reused');
  await waitFor(() =>
    expect(router.replace).toHaveBeenCalledWith(`${WAY_BACK}&ended=session_reused`),
  );
  expect(store.getState().session.user).toBeNull();
});

describe('a sign-in in another tab', () => {
  it.each(['/auth/login', '/auth/register', '/auth/check-mail'])(
    'leads %s on to the page that was asked for, fragment included',
    async (page) => {
      watchAt(`${page}?next=%2Faccount%3Ftab%3D1#devices`, false);
      other.postMessage('signed-in');
      await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
    },
  );
});
