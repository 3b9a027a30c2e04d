import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { LinkForm } from '@/components/mail-links/link-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { NewPasswordForm } from '@/components/mail-links/new-password-form';
import { keepNext } from '@/lib/client/kept-next';
import { makeStore } from '@/lib/client/store';
import type { UserItem } from '@/lib/shared/contracts/users';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const link = { uid: 'MQ', token: 'x', email: 'ada@example.com' };
const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const bob = { first_name: 'Bob', last_name: 'Builder', id: 2, email: 'bob@example.com' };

function showPanel(form: ReactNode, user: UserItem | null) {
  const renewal = { label: 'Get another', href: '/again' };
  const panel = (
    <LinkPanel title="A link" lead="For something." isGood renewal={renewal}>
      {form}
    </LinkPanel>
  );
  return showForm(panel, makeStore(user));
}

async function setPasswordAs(user: UserItem | null) {
  const store = showPanel(<NewPasswordForm {...link} />, user);
  await userEvent.type(screen.getByLabelText('New password'), 'some words');
  await userEvent.type(screen.getByLabelText('New password again'), 'some words{Enter}');
  return store;
}

describe('a new password', () => {
  it('is saved by password managers under the address of its account', () => {
    showPanel(<NewPasswordForm {...link} />, null);
    const username = document.querySelector('form [autocomplete=username]');
    expect(username).toHaveValue('ada@example.com');
    expect(username).toHaveAttribute('tabindex', '-1');
    for (const label of ['New password', 'New password again']) {
      expect(screen.getByLabelText(label)).toHaveAttribute('autocomplete', 'new-password');
    }
  });

  it.each([null, ada])('leads to sign-in, where the address is filled in (%o)', async (user) => {
    stubNetwork(() => ({ status: 204 }));
    const store = await setPasswordAs(user);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/auth/login'));
    expect(store.getState().session.givenEmail).toBe('ada@example.com');
    expect(await screen.findByText('Your new password is set. Sign in with it.')).toBeVisible();
  });

  it('leads on at once in the browser that asked for the link, which is signed in', async () => {
    stubNetwork(({ path }) =>
      path === '/api/users/me/' ? { status: 200, body: ada } : { status: 204 },
    );
    keepNext('password-reset', '/account?tab=1#devices');
    const store = await setPasswordAs(null);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
    expect(await screen.findByText('Your new password is set. Welcome, Ada.')).toBeVisible();
    expect(store.getState().session.user).toEqual(ada);
    expect(localStorage).toHaveLength(0);
  });

  it('leads to the page that was asked for by way of the sign-in, where that is needed', async () => {
    stubNetwork(() => ({ status: 204 }));
    keepNext('password-reset', '/account?tab=1#devices');
    await setPasswordAs(null);
    const goal = '/auth/login?next=%2Faccount%3Ftab%3D1%23devices';
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(goal));
    expect(localStorage).toHaveLength(0);
  });

  it('of one account leaves another that is signed in signed in', async () => {
    stubNetwork(() => ({ status: 204 }));
    await setPasswordAs(bob);
    const heading = await screen.findByRole('heading', { name: 'The password is changed' });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(
      /ada@example.com has a new password.* signed in as bob@example.com/,
    );
    expect(screen.getByRole('link', { name: 'Stay signed in' })).toHaveAttribute(
      'href',
      '/dashboard',
    );
    expect(router.replace).not.toHaveBeenCalled();
    expect(screen.queryByText(/Sign in with it/)).toBeNull();
  });

  it('of one account leads to it once the other is signed out', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    keepNext('password-reset', '/account#devices');
    const store = await setPasswordAs(bob);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    const goal = '/auth/login?next=%2Faccount%23devices';
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(goal));
    expect(sent.map(({ path }) => path)).toContain('/api/logout/');
    expect(store.getState().session).toMatchObject({ user: null, givenEmail: 'ada@example.com' });
  });
});

describe('a dead link', () => {
  it.each([
    ['password-reset', '/password-reset'],
    ['activation', '/auth/check-mail'],
    ['identity-confirm', '/auth/login'],
  ] as const)('leads on to another one with the page that was kept for it: %s', (way, href) => {
    keepNext(way, '/account#devices');
    const renewal = { label: 'Get another', href };
    showForm(
      <LinkPanel title="A link" lead="For something." isGood={false} renewal={renewal}>
        {null}
      </LinkPanel>,
    );
    const link = screen.getByRole('link', { name: 'Get another' });
    expect(link).toHaveAttribute('href', `${href}?next=%2Faccount%23devices`);
    // The next page keeps it anew once another link is asked for.
    expect(localStorage).toHaveLength(1);
  });
});

describe('an activation', () => {
  it('leads on at once in the browser that signed up, which is signed in', async () => {
    stubNetwork(({ path }) =>
      path === '/api/users/me/' ? { status: 200, body: ada } : { status: 204 },
    );
    keepNext('activation', '/account?tab=1#devices');
    showPanel(<LinkForm action="activation" {...link} />, null);
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
    expect(await screen.findByText('Your account is active. Welcome, Ada.')).toBeVisible();
  });

  it('leads to the page that was asked for at the sign-up by way of the sign-in elsewhere', async () => {
    stubNetwork(() => ({ status: 204 }));
    keepNext('activation', '/account?tab=1#devices');
    showPanel(<LinkForm action="activation" {...link} />, null);
    await userEvent.click(screen.getByRole('button'));
    const goal = '/auth/login?next=%2Faccount%3Ftab%3D1%23devices';
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(goal));
  });
});

describe('an address', () => {
  const press = () => userEvent.click(screen.getByRole('button'));

  it('that stays is named, and the user reads where the link for a new password went', async () => {
    stubNetwork(() => ({ status: 204 }));
    const store = showPanel(<LinkForm action="email-undo" {...link} />, null);
    await press();
    const heading = await screen.findByRole('heading', { name: 'Your old address stays' });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(
      /All devices are signed out.* link to set a new one is on its way to ada@example.com/,
    );
    expect(router.refresh).toHaveBeenCalled();
    expect(store.getState().session.givenEmail).toBe('ada@example.com');
  });

  it('that is confirmed is the one to sign in with', async () => {
    stubNetwork(() => ({ status: 204 }));
    const store = showPanel(<LinkForm action="email-confirm" {...link} />, null);
    await press();
    expect(await screen.findByText('From now on, sign in with ada@example.com.')).toBeVisible();
    expect(router.replace).toHaveBeenCalledWith('/dashboard');
    expect(store.getState().session.givenEmail).toBe('ada@example.com');
  });
});
