import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';
import { LoginForm } from './login-form';
import { RegisterForm } from './register-form';

const router = { replace: vi.fn(), push: vi.fn(), refresh: vi.fn() };
vi.mock('next/navigation', () => ({ useRouter: () => router }));

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

beforeEach(() => {
  vi.clearAllMocks();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('LoginForm', () => {
  const fillIn = async (name: string, password: string) => {
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('E-mail or user name'), name);
    await user.type(screen.getByLabelText('Password'), `${password}{Enter}`);
  };

  it('has the names and hints that password managers look for', () => {
    showForm(<LoginForm next={null} />);
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
    const store = showForm(<LoginForm next="/account" />);
    await fillIn('ada@example.com', 'secret');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account'));
    expect(sent[0]).toEqual({
      method: 'POST',
      path: '/api/jwt/create/',
      body: { email: 'ada@example.com', password: 'secret' },
    });
    expect(store.getState().session.user).toEqual(ada);
    expect(await screen.findByText('Welcome, Ada.')).toBeVisible();
  });

  it('takes what has no @ for a user name', async () => {
    const sent = stubNetwork(() => ({ status: 401, body: { detail: 'no' } }));
    showForm(<LoginForm next={null} />);
    await fillIn('ada', 'secret');
    await waitFor(() => expect(sent[0]?.body).toEqual({ username: 'ada', password: 'secret' }));
  });

  it('says in a toast that the account does not exist', async () => {
    stubNetwork(() => ({ status: 401, body: { detail: 'No active account found' } }));
    showForm(<LoginForm next={null} />);
    await fillIn('ada@example.com', 'wrong');
    expect(await screen.findByText('No active account found')).toBeVisible();
    expect(router.replace).not.toHaveBeenCalled();
    expect(screen.getByLabelText('Password')).toHaveValue('wrong');
  });

  it('says what went wrong last', async () => {
    let round = 0;
    stubNetwork(() => {
      round += 1;
      return round === 1 ? { status: 401, body: { detail: 'No account.' } } : 'offline';
    });
    showForm(<LoginForm next={null} />);
    await fillIn('ada@example.com', 'wrong');
    await screen.findByText('No account.');
    await userEvent.type(screen.getByLabelText('Password'), '{Enter}');
    expect(await screen.findByText(/could not be reached/)).toBeVisible();
  });

  it('sends nothing twice', async () => {
    const sent = stubNetwork(() => new Promise(() => {}));
    showForm(<LoginForm next={null} />);
    await fillIn('ada@example.com', 'secret{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(sent).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveAttribute('aria-busy', 'true');
  });
});

describe('RegisterForm', () => {
  const fillIn = async () => {
    for (const label of ['First name', 'Last name', 'E-mail', 'Password', 'Password again']) {
      await userEvent.type(screen.getByLabelText(label), label === 'E-mail' ? 'ada@x.io' : 'x');
    }
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
  };

  it('says at each field what is wrong, goes to the first, and sends nothing', async () => {
    const sent = stubNetwork(() => ({ status: 201 }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await userEvent.type(screen.getByLabelText('First name'), 'Ada');
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@');
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
    expect(screen.getByLabelText('Last name')).toHaveFocus();
    expect(screen.getByLabelText('Last name')).toHaveAccessibleDescription('Enter your last name.');
    expect(screen.getByLabelText('E-mail')).toBeInvalid();
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(
      'Enter a valid email address.',
    );
    expect(screen.getByLabelText('First name')).not.toBeInvalid();
    expect(sent).toEqual([]);
  });

  it('shows the server’s field errors at their fields', async () => {
    stubNetwork(() => ({ status: 400, body: { email: ['E'] } }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveFocus());
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('E');
  });

  it('takes a user name from those who want one', async () => {
    const taken = 'user account with this username already exists.';
    const sent = stubNetwork(() => ({ status: 400, body: { username: [taken] } }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).not.toHaveProperty('username');
    const username = screen.getByLabelText('User name (optional)');
    await userEvent.type(username, 'ada{Enter}');
    await waitFor(() => expect(sent[1]?.body).toMatchObject({ username: 'ada' }));
    await waitFor(() => expect(username).toHaveAccessibleDescription(/^Somebody has this/));
  });

  it('leads those who have an account to it', async () => {
    const taken = 'user account with this email already exists.';
    stubNetwork(() => ({ status: 400, body: { email: [taken] } }));
    showForm(<RegisterForm next="/account" isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveFocus());
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(
      /^There is an account with this address already. Sign in or set a new password/,
    );
    const goals = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(goals).toEqual(['/auth/login?next=%2Faccount', '/password-reset']);
  });

  it('says in a toast what is wrong with a field that it does not have', async () => {
    stubNetwork(() => ({ status: 400, body: { nickname: ['Not that.'] } }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await fillIn();
    expect(await screen.findByText('Not that.')).toBeVisible();
  });

  it('leads to signing in, with the address filled in and next carried along', async () => {
    stubNetwork(() => ({ status: 201, body: ada }));
    const store = showForm(<RegisterForm next="/account" isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/auth/login?next=%2Faccount'));
    expect(store.getState().session.registeredEmail).toBe('ada@example.com');
  });
});

describe('PasswordField', () => {
  it('shows the password while asked to, and lets it be pasted', async () => {
    showForm(<LoginForm next={null} />);
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
