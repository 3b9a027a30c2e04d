import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { RegisterForm } from '@/components/sign-in/register-form';
import { takeNext } from '@/lib/client/kept-next';
import { SwitchesContext } from '@/lib/client/use-switches';
import { noActiveAccount } from '@/lib/server/errors';
import { fieldMessage } from '@/lib/shared/api-error';
import { DEFAULT_SWITCHES, type Switches } from '@/lib/shared/switches';
import { errorAnswer, fieldsAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

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
    await waitFor(() => expect(screen.getByLabelText('Last name')).toHaveFocus());
    expect(screen.getByLabelText('Last name')).toHaveAccessibleDescription('Enter your last name.');
    expect(screen.getByLabelText('E-mail')).toBeInvalid();
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(
      'Enter a whole e-mail address.',
    );
    expect(screen.getByLabelText('First name')).not.toBeInvalid();
    expect(sent).toEqual([]);
  });

  it('says what the API says in words for people', async () => {
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await userEvent.type(screen.getByLabelText('First name'), 'a'.repeat(256));
    await userEvent.type(screen.getByLabelText('User name (optional)'), 'a b');
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
    const said = (label: string) => expect(screen.getByLabelText(label));
    said('First name').toHaveAccessibleDescription('That is too long: 255 characters at most.');
    said('User name (optional)').toHaveAccessibleDescription(/^A user name has only letters/);
  });

  it('shows the server’s field errors at their fields', async () => {
    stubNetwork(() => ({ status: 400, body: { email: ['E'] } }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveFocus());
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('E');
  });

  it('takes a user name from those who want one', async () => {
    const taken = { username: [fieldMessage.taken('username')] };
    const sent = stubNetwork(() => fieldsAnswer(taken));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).not.toHaveProperty('username');
    const username = screen.getByLabelText('User name (optional)');
    await userEvent.type(username, 'ada{Enter}');
    await waitFor(() => expect(sent[1]?.body).toMatchObject({ username: 'ada' }));
    await waitFor(() => expect(username).toHaveAccessibleDescription(/^This user name is taken/));
  });

  it('leads those who have an account to it', async () => {
    stubNetwork(() => fieldsAnswer({ email: [fieldMessage.taken('email')] }));
    showForm(<RegisterForm next="/account" isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveFocus());
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(
      /^There is an account with this address already. Sign in or set a new password/,
    );
    const goals = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(goals).toEqual(['/auth/login?next=%2Faccount', '/password-reset?next=%2Faccount']);
  });

  it('says in a toast what is wrong with a field that it does not have', async () => {
    stubNetwork(() => ({ status: 400, body: { nickname: ['Not that.'] } }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await fillIn();
    expect(await screen.findByText('Not that.')).toBeVisible();
  });

  it('signs in with what was typed, and goes on to the page that was asked for', async () => {
    stubLocation('/auth/register?next=%2Faccount%3Ftab%3D1#devices');
    const sent = stubNetwork(({ path }) => ({
      status: path === '/api/users/' ? 201 : 200,
      body: path === '/api/jwt/create/' ? {} : ada,
    }));
    const store = showForm(<RegisterForm next="/account?tab=1" isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/account?tab=1#devices'));
    expect(sent.map(({ path }) => path)).toEqual([
      '/api/users/',
      '/api/jwt/create/',
      '/api/users/me/',
    ]);
    expect(sent[1]?.body).toEqual({ email: 'ada@x.io', password: 'x' });
    expect(store.getState().session.user).toEqual(ada);
    expect(await screen.findByText('Welcome, Ada.')).toBeVisible();
    expect(router.push).not.toHaveBeenCalled();
  });

  it('leads to signing in if that fails, with the address filled in and next carried along', async () => {
    stubNetwork(({ path }) =>
      path === '/api/users/' ? { status: 201, body: ada } : errorAnswer(noActiveAccount()),
    );
    const store = showForm(<RegisterForm next="/account" isActivationRequired={false} />);
    await fillIn();
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/auth/login?next=%2Faccount'));
    expect(store.getState().session.registeredEmail).toBe('ada@example.com');
    expect(await screen.findByText(/Your account is ready. Sign in/)).toBeVisible();
  });

  it('keeps the page that was asked for until the account is activated', async () => {
    const sent = stubNetwork(() => ({ status: 201, body: ada }));
    showForm(<RegisterForm next="/account#devices" isActivationRequired />);
    await fillIn();
    const checkMail = '/auth/check-mail?next=%2Faccount%23devices';
    await waitFor(() => expect(router.push).toHaveBeenCalledWith(checkMail));
    expect(takeNext('activation')).toBe('/account#devices');
    expect(sent).toHaveLength(1);
  });

  it('asks for what the API requires and no more: no names, and the password once', async () => {
    const sent = stubNetwork(() => ({ status: 201, body: ada }));
    const { signUp, ...others } = DEFAULT_SWITCHES.retypes;
    const switches: Switches = {
      ...DEFAULT_SWITCHES,
      requiredFields: ['last_name'],
      retypes: { ...others, signUp: false },
    };
    showForm(
      <SwitchesContext.Provider value={switches}>
        <RegisterForm next={null} isActivationRequired />
      </SwitchesContext.Provider>,
    );
    const labels = screen.getAllByLabelText(/./).map((input) => input.getAttribute('name'));
    expect(labels.filter(Boolean)).toEqual(['last_name', 'username', 'email', 'password']);
    await userEvent.type(screen.getByLabelText('Last name'), 'King');
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@x.io');
    await userEvent.type(screen.getByLabelText('Password'), 'secret{Enter}');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ last_name: 'King', email: 'ada@x.io', password: 'secret' });
  });
});
