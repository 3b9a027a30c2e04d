import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { LoginForm } from '@/components/sign-in/login-form';
import { accountRegistered } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import { noActiveAccount } from '@/lib/server/errors';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

describe('LoginForm', () => {
  const fillIn = async (name: string, password: string) => {
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('E-mail or user name'), name);
    await user.type(screen.getByLabelText('Password'), `${password}{Enter}`);
  };

  it('has the names and hints that password managers look for', () => {
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    expect(screen.getByLabelText('E-mail or user name')).toHaveAttribute('name', 'email');
    expect(document.querySelector('#email')).toHaveAttribute('autocomplete', 'username');
    expect(document.querySelector('#password')).toHaveAttribute('autocomplete', 'current-password');
    expect(document.querySelector('#password')).toHaveAttribute('type', 'password');
    expect(document.querySelector('form')).toHaveAttribute('method', 'post');
  });

  it('signs in, knows who it is and goes on to the page that was asked for', async () => {
    const sent = stubNetwork(({ path }) => ({
      status: 200,
      body: path === '/api/users/me/' ? ada : {},
    }));
    const store = showForm(<LoginForm next="/account" isActivationRequired={false} />);
    await fillIn('ada@example.com', 'secret');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account'));
    expect(sent[0]).toEqual({
      method: 'POST',
      path: '/api/jwt/create/',
      search: '',
      body: { email: 'ada@example.com', password: 'secret' },
    });
    expect(store.getState().session.user).toEqual(ada);
    expect(await screen.findByText('Welcome, Ada.')).toBeVisible();
  });

  it('goes on to the fragment of the page that was asked for, and its links carry both along', async () => {
    stubLocation('/auth/login?next=%2Faccount%3Ftab%3D1#devices');
    stubNetwork(({ path }) => ({ status: 200, body: path === '/api/users/me/' ? ada : {} }));
    showForm(<LoginForm next="/account?tab=1" isActivationRequired />);
    const goals = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    const query = 'next=%2Faccount%3Ftab%3D1%23devices';
    expect(goals).toEqual([`/password-reset?${query}`, `/auth/check-mail?${query}`]);
    await fillIn('ada@example.com', 'secret');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
  });

  it('asks those who have just signed up for their password only', () => {
    const store = makeStore(null);
    store.dispatch(accountRegistered('ada@example.com'));
    showForm(<LoginForm next={null} isActivationRequired={false} />, store);
    expect(screen.getByLabelText('E-mail or user name')).toHaveValue('ada@example.com');
    expect(screen.getByLabelText('Password')).toHaveFocus();
  });

  it('moves no focus of others', () => {
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    expect(document.body).toHaveFocus();
  });

  it('leads those who wait for their activation to it, where there is one', async () => {
    const name = 'Waiting for your activation mail?';
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    expect(screen.queryByRole('link', { name })).toBeNull();
    cleanup();
    showForm(<LoginForm next={null} isActivationRequired />);
    expect(screen.getByRole('link', { name })).toHaveAttribute('href', '/auth/check-mail');
  });

  it('takes what has no @ for a user name', async () => {
    const sent = stubNetwork(() => ({ status: 401, body: { detail: 'no' } }));
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    await fillIn('ada', 'secret');
    await waitFor(() => expect(sent[0]?.body).toEqual({ username: 'ada', password: 'secret' }));
  });

  it('says in a toast that the name and the password do not go together', async () => {
    stubNetwork(() => errorAnswer(noActiveAccount()));
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    await fillIn('ada@example.com', 'wrong');
    expect(await screen.findByText(/do not go together/)).toBeVisible();
    expect(router.replace).not.toHaveBeenCalled();
    expect(screen.getByLabelText('Password')).toHaveValue('wrong');
  });

  it('says what went wrong last', async () => {
    let round = 0;
    stubNetwork(() => {
      round += 1;
      return round === 1 ? { status: 401, body: { detail: 'No account.' } } : 'offline';
    });
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    await fillIn('ada@example.com', 'wrong');
    await screen.findByText('No account.');
    await userEvent.type(screen.getByLabelText('Password'), '{Enter}');
    expect(await screen.findByText(/could not be reached/)).toBeVisible();
  });

  it('sends nothing twice', async () => {
    const sent = stubNetwork(() => new Promise(() => {}));
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    await fillIn('ada@example.com', 'secret{Enter}');
    await waitFor(() => expect(sent).not.toHaveLength(0));
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(sent).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveAttribute('aria-busy', 'true');
  });
});

describe('PasswordField', () => {
  it('shows the password while asked to, and lets it be pasted', async () => {
    showForm(<LoginForm next={null} isActivationRequired={false} />);
    const password = screen.getByLabelText('Password');
    const toggle = screen.getByRole('button', { name: 'Show password' });
    await userEvent.click(password);
    await userEvent.paste('pasted');
    expect(password).toHaveValue('pasted');
    await userEvent.click(toggle);
    expect(password).toHaveAttribute('type', 'text');
    expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(toggle);
    expect(password).toHaveAttribute('type', 'password');
  });
});
