import { act, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
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
  it.each(['expired', 'elsewhere', 'signing-in-again'] as const)(
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

  it('by signing out leads nowhere, and what was kept for later is forgotten', () => {
    keepNext('password-reset', '/account');
    const store = watchAt('/account?tab=1#devices');
    act(() => store.dispatch(sessionEnded('signed-out')));
    expect(router.replace).toHaveBeenCalledWith('/auth/login');
    expect(takeNext('password-reset')).toBeNull();
  });

  it('leaves a public page where it is', () => {
    const store = watchAt('/?tab=1#top');
    act(() => store.dispatch(sessionEnded('expired')));
    expect(router.replace).not.toHaveBeenCalled();
    expect(router.refresh).toHaveBeenCalled();
  });
});

describe('a sign-in in another tab', () => {
  const other = new BroadcastChannel('session');
  afterEach(() => {
    other.onmessage = null;
  });

  it.each(['/auth/login', '/auth/register', '/auth/check-mail'])(
    'leads %s on to the page that was asked for, fragment included',
    async (page) => {
      watchAt(`${page}?next=%2Faccount%3Ftab%3D1#devices`, false);
      other.postMessage('signed-in');
      await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
    },
  );
});
